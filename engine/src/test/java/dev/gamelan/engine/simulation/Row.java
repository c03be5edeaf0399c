package dev.gamelan.engine.simulation;

import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.StepRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A run in the store, with what belongs to it, and what the checker wants to know. */
final class Row {

    record Event(long seq, String id, String name, Instant acceptedAt) {}

    record Invoker(Row run, String key) {}

    /** How a wait ended. */
    record Ended(StepRecord step, long seq, Instant at) {}

    final String id;
    final String function;
    final Event trigger;
    final Optional<Invoker> invoker;
    final Map<String, StepRecord> steps = new LinkedHashMap<>();
    final Map<String, Await> waits = new LinkedHashMap<>();

    RunStatus status = RunStatus.QUEUED;
    long token;
    int attempt;
    /** When somebody may claim it; none: nobody ever will. */
    Optional<Instant> due;

    Set<String> blocking = Set.of();
    String output;
    Set<String> orphaned = Set.of();

    // ---- For the checker ----

    final List<RunStatus> history = new ArrayList<>(List.of(RunStatus.QUEUED));
    final List<Ended> ended = new ArrayList<>();
    final Map<String, Integer> executions = new LinkedHashMap<>();
    final Map<String, Integer> committedEffects = new LinkedHashMap<>();
    int disturbedCalls;
    int endings;
    long executionsAfterTheEnd;

    Row(String id, String function, Event trigger, Optional<Invoker> invoker, Instant due) {
        this.id = id;
        this.function = function;
        this.trigger = trigger;
        this.invoker = invoker;
        this.due = Optional.of(due);
    }

    void become(RunStatus next) {
        status = next;
        history.add(next);
    }

    boolean hasEnded(String key) {
        StepRecord step = steps.get(key);
        return step != null && step.status().isFinal();
    }

    boolean isReady() {
        return status == RunStatus.WAITING && blocking.stream().allMatch(this::hasEnded);
    }

    boolean hasConsumed(Event event) {
        return steps.values().stream().anyMatch(step -> step.eventId().equals(Optional.of(event.id())));
    }
}
