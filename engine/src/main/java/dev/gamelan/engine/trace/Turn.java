package dev.gamelan.engine.trace;

import java.time.Instant;

/**
 * A run's turn to be worked on.
 *
 * @param dueAt from when on it could have been
 * @param claimedAt when a server began
 * @param lackedRoom whether that server had had no room for it before
 */
public record Turn(Instant dueAt, Instant claimedAt, boolean lackedRoom) {

    /** One that nobody had to wait for. */
    public static Turn at(Instant moment) {
        return new Turn(moment, moment, false);
    }
}
