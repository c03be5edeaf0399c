package dev.gamelan.engine.step;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** What is known of the steps of a run. Steps that go on side by side add to it at the same time. */
public final class Memo {

    private final Map<String, StepRecord> steps = new ConcurrentHashMap<>();
    private final AtomicLong outputLength = new AtomicLong();

    /** Those that had ended before this call. */
    private final Set<String> ended;

    public Memo(Collection<StepRecord> stored) {
        stored.forEach(this::put);
        ended = stored.stream()
                .filter(step -> step.status().isFinal())
                .map(StepRecord::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    Optional<StepRecord> find(String key) {
        return Optional.ofNullable(steps.get(key));
    }

    /** A step with this id that has failed with this error. */
    Optional<StepRecord> failed(String id, String errorName, String errorMessage) {
        return steps.values().stream()
                .filter(step ->
                        step.status() == StepStatus.FAILED && step.id().id().equals(id))
                .filter(step -> step.error()
                        .filter(error -> error.name().equals(errorName)
                                && error.message().equals(errorMessage))
                        .isPresent())
                .findFirst();
    }

    /** @return the change that makes the store agree with this memo */
    StepChange put(StepRecord step) {
        StepRecord before = steps.put(step.key(), step);
        outputLength.addAndGet(lengthOf(step) - (before == null ? 0 : lengthOf(before)));
        return new StepChange(step, before == null);
    }

    /** Whether its result was stored before this call, perhaps by other code. */
    boolean hadEnded(String key) {
        return ended.contains(key);
    }

    /** The keys of all steps but these. */
    Set<String> keysBut(Set<String> keys) {
        return steps.keySet().stream().filter(key -> !keys.contains(key)).collect(Collectors.toUnmodifiableSet());
    }

    int size() {
        return steps.size();
    }

    /** The length of all results together, in characters. */
    long outputLength() {
        return outputLength.get();
    }

    private static int lengthOf(StepRecord step) {
        return step.output().map(String::length).orElse(0);
    }
}
