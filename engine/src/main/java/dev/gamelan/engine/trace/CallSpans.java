package dev.gamelan.engine.trace;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.StateNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The calls of the function that are worth a span of their own: those that did not go well, what followed them, and the one that
 * goes on now. A function that is called again because it has slept is not attempted again.
 */
final class CallSpans {

    private final History history;
    private final TracedRun run;
    private final List<Attempt> attempts;
    private final List<Turn> turns;

    /** What came before a call that began then. */
    private final Map<Instant, Attempt> before = new HashMap<>();

    private final List<Draft> drafts = new ArrayList<>();

    CallSpans(History history) {
        this.history = history;
        this.run = history.run();
        this.turns = history.turns();
        this.attempts = history.attempts().stream()
                .filter(Attempt::isOfFunction)
                .sorted(Comparator.comparing(Attempt::startedAt))
                .toList();
    }

    List<Draft> drafts() {
        Optional<Instant> current = history.callSince();
        for (Attempt attempt : attempts) {
            turns.stream()
                    .map(Turn::claimedAt)
                    .filter(claimed -> claimed.isAfter(attempt.startedAt()))
                    .findFirst()
                    .or(() -> current.filter(since -> since.isAfter(attempt.startedAt())))
                    .ifPresent(next -> before.put(next, attempt));
        }
        if (attempts.size() > 1 || attempts.stream().anyMatch(CallSpans::isFollowed)) {
            attempts.forEach(this::add);
            before.forEach(this::addFollowing);
        }
        current.ifPresent(
                since -> add(since, Optional.empty(), "Running", run.attempt(), Optional.empty(), turnAt(since)));
        return drafts;
    }

    private static boolean isFollowed(Attempt attempt) {
        return !attempt.hasFailed() || attempt.nextAt().isPresent();
    }

    private void add(Attempt attempt) {
        add(
                attempt.startedAt(),
                Optional.of(attempt.endedAt()),
                attempt.hasFailed() ? "Failed" : StateNames.of(attempt.outcome()),
                attempt.number(),
                attempt.error(),
                attempt.turn());
    }

    /** One that went well after one that did not; unless it goes on, or did not go well either. */
    private void addFollowing(Instant since, Attempt failed) {
        boolean known = history.callSince().filter(since::equals).isPresent()
                || attempts.stream().anyMatch(attempt -> attempt.startedAt().equals(since));
        if (known) {
            return;
        }
        boolean isLast =
                run.lastTurn().filter(turn -> turn.claimedAt().equals(since)).isPresent();
        Instant end = isLast
                ? run.endedAt().orElse(since)
                : history.steps().stream()
                        .filter(step -> step.turn()
                                .filter(turn -> turn.claimedAt().equals(since))
                                .isPresent())
                        .map(TracedStep::recordedAt)
                        .max(Comparator.naturalOrder())
                        .orElse(since);
        add(
                since,
                Optional.of(end),
                isLast ? StateNames.of(run.status()) : "Completed",
                failed.hasFailed() ? failed.number() + 1 : failed.number(),
                Optional.empty(),
                turnAt(since));
    }

    private void add(
            Instant start,
            Optional<Instant> end,
            String status,
            int number,
            Optional<RunError> error,
            Optional<Turn> turn) {
        Span span = new Span(
                "call-" + start.toEpochMilli() + "-" + number,
                Optional.of(run.id()),
                Span.Kind.ATTEMPT,
                Optional.empty(),
                run.functionId(),
                status,
                OptionalInt.of(number),
                start,
                end,
                List.of(),
                error,
                false);
        Draft draft = new Draft(span, turn);
        Optional.ofNullable(before.get(start)).ifPresent(attempt -> draft.after(attempt, start));
        drafts.add(draft);
    }

    private Optional<Turn> turnAt(Instant claimed) {
        return turns.stream().filter(turn -> turn.claimedAt().equals(claimed)).findFirst();
    }
}
