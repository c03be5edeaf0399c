package dev.gamelan.retention;

import java.time.Instant;
import java.util.Optional;

/**
 * How much of something is stored.
 *
 * @param rows how many rows
 * @param isEstimated whether that is what the database believes and not what was counted
 * @param oldest when the oldest of them came into being
 */
public record Amount(long rows, boolean isEstimated, Optional<Instant> oldest) {

    Amount withOldest(Optional<Instant> moment) {
        return new Amount(rows, isEstimated, moment);
    }
}
