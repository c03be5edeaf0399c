package dev.gamelan.test;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.StepRecord;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A run's row, and the rows that belong to it. */
final class Run {

    /** Whose step waits for the end of a run. */
    record Invoker(Run run, StepRecord step) {}

    final String id;
    final AcceptedEvent trigger;
    final Optional<Invoker> invoker;

    /** Its steps by key, in the order in which they ended or last changed. */
    final Map<String, StepRecord> steps = new LinkedHashMap<>();

    final Map<String, Await> awaits = new LinkedHashMap<>();
    final List<AcceptedEvent> sent = new ArrayList<>();

    ReflectedFunction function;

    /** Whether the beans under test have its function. */
    boolean isDeployed = true;

    RunStatus status = RunStatus.QUEUED;
    int attempt;
    Optional<Instant> due;
    Set<String> blocking = Set.of();
    Set<String> orphaned = Set.of();
    Optional<Instant> firstStarted = Optional.empty();
    Optional<String> output = Optional.empty();
    Optional<RunError> error = Optional.empty();
    StrictMode.Way way = new StrictMode.Way(List.of(), false);

    Run(String id, ReflectedFunction function, AcceptedEvent trigger, Optional<Invoker> invoker, Instant due) {
        this.id = id;
        this.function = function;
        this.trigger = trigger;
        this.invoker = invoker;
        this.due = Optional.of(due);
    }

    void become(RunStatus next) {
        if (!status.canBecome(next)) {
            throw new IllegalStateException("run " + id + " is " + status + " and cannot become " + next);
        }
        status = next;
        due = Optional.empty();
    }

    void put(StepRecord step) {
        steps.remove(step.key());
        steps.put(step.key(), step);
        if (step.status().isFinal()) {
            awaits.remove(step.key());
        }
    }

    /** What became of an awaited step; too late when it was given up. */
    void resolve(StepRecord step) {
        if (!status.isTerminal() && awaits.containsKey(step.key())) {
            put(step);
        }
    }

    boolean isCancelledBy(AcceptedEvent event) {
        return !status.isTerminal()
                && event.isNotBefore(trigger)
                && function.definition().cancellations().stream()
                        .anyMatch(by -> by.eventName().equals(event.name()) && event.matches(trigger, by.match()));
    }

    boolean isResolvedBy(AcceptedEvent event, Await.ForEvent wait) {
        return event.name().equals(wait.step().subject().orElseThrow())
                && event.isNotBefore(trigger)
                && !event.acceptedAt().isAfter(wait.step().until().orElseThrow())
                && event.matches(trigger, wait.match())
                && !hasConsumed(event);
    }

    void wakeBy(AcceptedEvent event) {
        for (Await await : List.copyOf(awaits.values())) {
            if (await instanceof Await.ForEvent wait && isResolvedBy(event, wait)) {
                resolve(wait.step().resolvedBy(event.id(), event.toJson().toString()));
            }
        }
    }

    /** @return whether it waited for the signal */
    boolean takeSignal(String name, JsonObject output) {
        Optional<Await.ForSignal> wait = status.isTerminal() ? Optional.empty() : waitFor(name);
        wait.ifPresent(await -> resolve(await.step().completed(output.toString())));
        return wait.isPresent();
    }

    private Optional<Await.ForSignal> waitFor(String signal) {
        return awaits.values().stream()
                .filter(Await.ForSignal.class::isInstance)
                .map(Await.ForSignal.class::cast)
                .filter(await -> await.step().subject().orElseThrow().equals(signal))
                .findFirst();
    }

    private boolean hasConsumed(AcceptedEvent event) {
        return steps.values().stream().anyMatch(step -> step.eventId().equals(Optional.of(event.id())));
    }

    /** When the clock alone makes something happen to this run. */
    Optional<Instant> nextDue() {
        Optional<Instant> limit = finishLimit();
        Optional<Instant> call = due.filter(time -> isDeployed);
        return limit.isPresent() && (call.isEmpty() || limit.get().isBefore(call.get())) ? limit : call;
    }

    /** When it has taken too long. */
    Optional<Instant> finishLimit() {
        return status.isTerminal()
                ? Optional.empty()
                : firstStarted.flatMap(
                        start -> function.definition().timeLimits().finish().map(start::plus));
    }

    /** Other code is there; what did not fit may fit now. */
    void redeploy(Optional<ReflectedFunction> other, Instant now) {
        isDeployed = other.isPresent();
        function = other.orElse(function);
        way = new StrictMode.Way(List.of(), false);
        if (isDeployed && status == RunStatus.NEEDS_ATTENTION) {
            error = Optional.empty();
            become(RunStatus.QUEUED);
            due = Optional.of(now);
        }
    }

    boolean canGoOn(Instant now) {
        return isDeployed && isReady(now);
    }

    private boolean isReady(Instant now) {
        boolean isDue = due.filter(time -> !time.isAfter(now)).isPresent();
        return switch (status) {
            case QUEUED -> isDue;
            case WAITING -> isDue || blocking.stream().allMatch(this::hasEnded);
            default -> false;
        };
    }

    private boolean hasEnded(String key) {
        StepRecord step = steps.get(key);
        return step != null && step.status().isFinal();
    }

    @Override
    public String toString() {
        return "run " + id + " of " + function.id();
    }
}
