package dev.gamelan.engine.trace;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.run.StateNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes the spans of a run out of what is stored of it. */
public final class Spans {

    private Spans() {}

    /** The run's own, and then the others in the order of their starts; what contains others comes before them. */
    public static List<Span> of(History history) {
        List<Draft> parts = new ArrayList<>(new CallSpans(history).drafts());
        history.steps().forEach(step -> parts.addAll(new StepSpans(history, step).drafts()));
        Draft run = run(history);
        for (Turn turn : history.turns()) {
            parts.stream()
                    .filter(part -> part.beganIn(turn))
                    .min(Comparator.comparing(Draft::startedAt))
                    .orElse(run)
                    .after(turn);
        }
        parts.sort(Comparator.comparing(Draft::startedAt)
                .thenComparing(part -> part.span().kind()));
        parts.add(0, run);
        return parts.stream().map(Draft::span).toList();
    }

    private static Draft run(History history) {
        TracedRun run = history.run();
        Span span = new Span(
                run.id(),
                Optional.empty(),
                Span.Kind.RUN,
                Optional.empty(),
                run.functionId(),
                StateNames.of(run.status()),
                OptionalInt.of(run.attempt()),
                run.startedAt().orElse(run.queuedAt()),
                run.endedAt(),
                List.of(),
                run.status() == RunStatus.COMPLETED ? Optional.<RunError>empty() : run.error(),
                false);
        // A run that could have been started at once, and was not, found no room; one with steps of another is always
        // left to be found.
        Delay.Cause cause = run.originRunId().isPresent() ? Delay.Cause.QUEUE : Delay.Cause.CONCURRENCY;
        Instant until = run.startedAt().or(run::endedAt).orElse(history.now());
        return new Draft(span, Optional.empty()).after(cause, run.startAt(), until);
    }
}
