package dev.gamelan.telemetry;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.telemetry.TraceParent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that is over, as it is sent.
 *
 * @param own its trace and its id
 * @param parent what it is a part of, or follows from
 * @param end not before the start; an earlier one counts as the start
 * @param attributes texts, whole numbers as {@code Long}, and truth values
 * @param error why it failed, if it did
 */
public record FinishedSpan(
        TraceParent own,
        Optional<TraceParent> parent,
        String name,
        Kind kind,
        Instant start,
        Instant end,
        Map<String, Object> attributes,
        Optional<RunError> error) {

    /** What OpenTelemetry calls the kind of a span. */
    public enum Kind {
        /** Sends something that others work on later. */
        PRODUCER,
        /** Works on something that was sent. */
        CONSUMER,
        INTERNAL
    }
}
