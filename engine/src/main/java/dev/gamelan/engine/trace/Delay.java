package dev.gamelan.engine.trace;

import java.time.Instant;

/** A time in which something could not go on, although nothing was left to be waited for by its author's wish. */
public record Delay(Cause cause, Instant from, Instant to) {

    /** Why it could not. */
    public enum Cause {
        /** It was due and had not been found yet. */
        QUEUE,
        /** Its server had no room. */
        CONCURRENCY,
        /** The attempt before had failed. */
        BACKOFF,
        /** Its server had died or been stopped. */
        RESTART
    }
}
