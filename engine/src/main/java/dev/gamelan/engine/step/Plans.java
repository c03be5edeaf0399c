package dev.gamelan.engine.step;

import dev.gamelan.deploy.Suspension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The steps that are planned and not joined, and their start: before the function joins one of them or leaves. */
final class Plans {

    private final Map<String, Planned> planned = new LinkedHashMap<>();
    private final Memo memo;
    private final StepHost host;
    private final Journal journal;
    private final Attempts attempts;

    Plans(Memo memo, StepHost host, Journal journal, Attempts attempts) {
        this.memo = memo;
        this.host = host;
        this.journal = journal;
        this.attempts = attempts;
    }

    void add(Planned plan) {
        planned.put(plan.key(), plan);
    }

    void remove(Planned plan) {
        planned.remove(plan.key());
    }

    boolean contain(String name) {
        return planned.values().stream().anyMatch(plan -> plan.step().name().equals(name));
    }

    boolean isEmpty() {
        return planned.isEmpty();
    }

    List<Planned> all() {
        return List.copyOf(planned.values());
    }

    Stream<String> keys() {
        return planned.keySet().stream();
    }

    long notYetStarted() {
        return keys().filter(key -> memo.find(key).isEmpty()).count();
    }

    /** Carries out what was planned and is due; stores each result by itself. */
    void start() {
        List<Runnable> tasks = new ArrayList<>();
        for (Planned plan : planned.values()) {
            Optional<StepRecord> known = memo.find(plan.key());
            if (plan.invocation() != null) {
                if (known.isEmpty()) {
                    journal.await(plan.invocation());
                }
            } else if (attempts.isDue(known)) {
                tasks.add(() -> carryOut(plan, known));
            }
        }
        if (!tasks.isEmpty()) {
            journal.flushNotes();
            host.sideBySide(tasks);
            if (journal.abandoned().isPresent()) {
                throw new Suspension("abandoned");
            }
        }
    }

    private void carryOut(Planned plan, Optional<StepRecord> known) {
        try {
            journal.storeBesideOthers(attempts.attempt(
                    plan.step(),
                    known,
                    () -> attempts.resultOf(plan.step(), plan.body(), plan.type()),
                    plan.retries()));
        } catch (Suspension e) {
            // Abandoned: the thread of the function sees it when all have ended.
        }
    }
}
