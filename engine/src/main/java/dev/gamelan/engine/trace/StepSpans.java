package dev.gamelan.engine.trace;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.engine.step.StepStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The spans of one step: its own, and those of the attempts at it when there was more than one. */
final class StepSpans {

    private static final String CANCELLED = "Cancelled";

    private final History history;
    private final TracedStep step;
    private final List<Attempt> attempts;

    StepSpans(History history, TracedStep step) {
        this.history = history;
        this.step = step;
        this.attempts = history.attempts().stream()
                .filter(attempt -> attempt.stepKey().equals(step.key()))
                .sorted(Comparator.comparing(Attempt::number).thenComparing(Attempt::startedAt))
                .toList();
    }

    List<Draft> drafts() {
        if (history.isTakenOver(step)) {
            Instant start = history.run().startedAt().orElse(history.run().queuedAt());
            return List.of(new Draft(span(start, Optional.of(start), true), Optional.empty()));
        }
        boolean several = step.retries() || attempts.size() > 1 || lastIsOnlyOfTheStep();
        Instant start = attempts.isEmpty() ? step.startedAt() : attempts.get(0).startedAt();
        Optional<Turn> turn = attempts.isEmpty() ? step.turn() : attempts.get(0).turn();
        List<Draft> drafts = new ArrayList<>();
        drafts.add(new Draft(span(start, ended(), false), turn));
        if (several) {
            addAttempts(drafts);
        }
        return drafts;
    }

    /** Of the attempts the last one, which went well, is told by the step alone. */
    private boolean lastIsOnlyOfTheStep() {
        return step.step().status().isFinal()
                && !attempts.isEmpty()
                && attempts.get(attempts.size() - 1).number() < step.step().attempt();
    }

    private void addAttempts(List<Draft> drafts) {
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            Draft draft = new Draft(
                    attempt(attempt.number(), "Failed", attempt.startedAt(), attempt.endedAt(), attempt.error()),
                    i == 0 ? Optional.empty() : attempt.turn());
            drafts.add(i == 0 ? draft : draft.after(attempts.get(i - 1), attempt.startedAt()));
        }
        if (lastIsOnlyOfTheStep()) {
            boolean failed = step.step().status() == StepStatus.FAILED;
            Span last = attempt(
                    step.step().attempt(),
                    StateNames.of(step.step().status()),
                    step.startedAt(),
                    step.endedAt(),
                    failed ? step.step().error() : Optional.empty());
            drafts.add(new Draft(last, step.turn()).after(attempts.get(attempts.size() - 1), last.startedAt()));
        }
    }

    private Span attempt(int number, String status, Instant start, Instant end, Optional<RunError> error) {
        return new Span(
                step.key() + "-" + number,
                Optional.of(step.key()),
                Span.Kind.ATTEMPT,
                Optional.of(step),
                step.name(),
                status,
                OptionalInt.of(number),
                start,
                Optional.of(end),
                List.of(),
                error,
                false);
    }

    private Span span(Instant start, Optional<Instant> end, boolean takenOver) {
        boolean failed = step.step().status() == StepStatus.FAILED || step.retries();
        return new Span(
                step.key(),
                Optional.of(history.run().id()),
                Span.Kind.STEP,
                Optional.of(step),
                step.name(),
                isLeft() ? CANCELLED : StateNames.of(step.step().status()),
                OptionalInt.of(step.step().attempt()),
                start,
                end,
                List.of(),
                failed ? step.step().error() : Optional.empty(),
                takenOver);
    }

    private Optional<Instant> ended() {
        return step.step().status().isFinal()
                ? Optional.of(step.endedAt())
                : history.run().endedAt();
    }

    /** Its run has ended without it. */
    private boolean isLeft() {
        return !step.step().status().isFinal() && history.run().endedAt().isPresent();
    }
}
