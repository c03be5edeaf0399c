package dev.gamelan.engine.wire;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run with all that is known of it, as one server writes it down and another reads it:
 * {@code {"format": "gamelan-run", "version": 1, "exported_at": "…", "run": {…}, "event": {…}, "steps": […], "function": {…}}}. Members
 * that are not known are left out.
 *
 * @param exportedAt when it was written
 * @param function as it was registered then, as JSON; empty when the server did not know it any more
 */
public record RunDocument(
        Instant exportedAt, Execution run, Optional<Event> event, List<Step> steps, Optional<String> function) {

    /** The value of {@code format}. */
    public static final String FORMAT = "gamelan-run";

    /** The only value of {@code version} that there is. */
    public static final int VERSION = 1;

    /** Largest document, in bytes. */
    public static final int MAX_BYTES = 32 * 1024 * 1024;

    /**
     * The run itself.
     *
     * @param output as JSON
     */
    public record Execution(
            String id,
            String functionId,
            String eventId,
            RunStatus status,
            int attempt,
            Instant queuedAt,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<String> originRunId,
            Optional<String> output,
            Optional<RunError> error) {}

    /** The event that started it; {@code data}, {@code user} and {@code meta} as JSON. */
    public record Event(
            String internalId,
            Optional<String> externalId,
            String name,
            String data,
            Optional<String> user,
            Optional<String> meta,
            Optional<String> version,
            Instant timestamp,
            Instant receivedAt) {}

    /**
     * A step.
     *
     * @param output as JSON
     * @param until when a retry was due, a sleep ended, a wait was given up
     */
    public record Step(
            String key,
            String name,
            int index,
            StepKind kind,
            StepStatus status,
            int attempt,
            Optional<String> output,
            Optional<RunError> error,
            Optional<Instant> until,
            Optional<String> subject,
            Optional<String> eventId,
            long tookMicros,
            Instant recordedAt) {}

    /** @throws InvalidEventException naming what is wrong */
    public static RunDocument parse(byte[] body) {
        return RunDocumentReader.read(body);
    }
}
