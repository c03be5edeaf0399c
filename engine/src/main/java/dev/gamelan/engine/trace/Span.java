package dev.gamelan.engine.trace;

import dev.gamelan.engine.run.RunError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A span of time of a run: the run itself, one of its steps, or an attempt of either.
 *
 * @param id unique within the run
 * @param step what is stored of the step, of a step or an attempt at one
 * @param status as people write it
 * @param attempt 0 for the first
 * @param endedAt empty while it lasts
 * @param queue what lay before its start; of a run also what lay before its end
 * @param takenOver whether a run took the result over from the one that it repeats; then it lasted for no time
 */
public record Span(
        String id,
        Optional<String> parentId,
        Kind kind,
        Optional<TracedStep> step,
        String name,
        String status,
        OptionalInt attempt,
        Instant startedAt,
        Optional<Instant> endedAt,
        List<Delay> queue,
        Optional<RunError> error,
        boolean takenOver) {

    /** What it is a span of. */
    public enum Kind {
        RUN,
        STEP,
        ATTEMPT
    }

    Span with(List<Delay> delays) {
        return new Span(id, parentId, kind, step, name, status, attempt, startedAt, endedAt, delays, error, takenOver);
    }
}
