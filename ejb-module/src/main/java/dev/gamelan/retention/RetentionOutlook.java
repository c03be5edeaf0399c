package dev.gamelan.retention;

import dev.gamelan.engine.run.RunStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a function's runs that have ended in one way.
 *
 * @param limit for how long they are kept, as it is set
 * @param oldest when the oldest of them ended; empty when there is none
 * @param goesAt from when on that one may be deleted; empty when there is none, or they are kept for ever
 */
public record RetentionOutlook(
        String functionId, RunStatus status, String limit, Optional<Instant> oldest, Optional<Instant> goesAt) {}
