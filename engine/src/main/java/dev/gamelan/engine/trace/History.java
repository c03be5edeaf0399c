package dev.gamelan.engine.trace;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that is stored of a run.
 *
 * @param steps in the order in which they were stored
 * @param attempts those that did not go well, of steps and of the function
 * @param children what steps have invoked, by their keys
 * @param sent events that steps have sent, as JSON, by their ids; not all of them if they are many
 * @param now by the database's clock
 */
public record History(
        TracedRun run,
        List<TracedStep> steps,
        List<Attempt> attempts,
        Map<String, Child> children,
        Map<String, String> sent,
        Instant now) {

    /** A run that repeats another may have begun with results of that. */
    boolean isTakenOver(TracedStep step) {
        return run.originRunId().isPresent() && step.recordedAt().isBefore(run.queuedAt());
    }

    /** The turns that something has been stored of, but for the first one. */
    List<Turn> turns() {
        Map<Instant, Turn> turns = new TreeMap<>();
        Stream.of(
                        steps.stream().filter(step -> !isTakenOver(step)).map(TracedStep::turn),
                        attempts.stream().map(Attempt::turn),
                        Stream.of(run.lastTurn()))
                .flatMap(all -> all)
                .flatMap(Optional::stream)
                .forEach(turn -> turns.put(turn.claimedAt(), turn));
        return List.copyOf(turns.values());
    }

    /** When the call that goes on now has begun. */
    Optional<Instant> callSince() {
        return run.work()
                .filter(work -> work.isWorkedOn(now))
                .flatMap(work -> work.claimedAt().or(run::startedAt));
    }
}
