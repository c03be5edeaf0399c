package dev.gamelan.retention;

import dev.gamelan.engine.run.RunStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the database holds, and what becomes of it.
 *
 * @param events the log
 * @param runs by status; a status without runs has 0
 * @param runBytes of all runs together
 * @param runLimits for how long ended runs are kept, as it is set; what functions have of their own is not among them
 * @param steps of all runs
 * @param eventIds senders' ids that are remembered; the oldest is the end of the first one's time
 * @param retention what deletes them
 */
public record StorageReport(
        Table events,
        Map<RunStatus, Amount> runs,
        long runBytes,
        Map<RunStatus, String> runLimits,
        Table steps,
        Table eventIds,
        Deletion retention) {

    /**
     * @param bytes on disk, with indexes and what was deleted and not yet reused; on H2 about
     * @param limit for how long they are kept, as it is set; empty when that follows from others
     * @param waitsFor what keeps the oldest although it is old enough; empty when nothing does
     */
    public record Table(Amount amount, long bytes, Optional<String> limit, Optional<String> waitsFor) {}

    /**
     * @param beganAt when the last pass began, if there was one
     * @param endedAt when it ended, unless it is going on
     * @param deleted what it has deleted so far
     * @param waitsFor what has to happen before more is deleted, in words
     */
    public record Deletion(Optional<Instant> beganAt, Optional<Instant> endedAt, Deleted deleted, String waitsFor) {}
}
