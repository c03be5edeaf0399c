package dev.gamelan.engine.step;

import dev.gamelan.deploy.Suspension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The way into every step: who may enter, which step it is, and what is known of it. */
final class Entrance {

    /** Of one run. */
    private static final int MAX_STEPS = 1_000;

    private final Memo memo;
    private final Plans plans;
    private final Continuation continuation;
    private final Thread thread = Thread.currentThread();

    /** How often each id came up in this call. */
    private final Map<String, Integer> occurrences = new HashMap<>();

    private final Set<String> keys = new HashSet<>();
    private final List<Reached> reached = new ArrayList<>();

    Entrance(Memo memo, Plans plans, Continuation continuation) {
        this.memo = memo;
        this.plans = plans;
        this.continuation = continuation;
    }

    Entered enter(String name) {
        check(name);
        try {
            Entered step;
            do {
                StepId id = new StepId(name, occurrences.merge(name, 1, Integer::sum) - 1);
                step = new Entered(id, id.key());
            } while (!keys.add(step.key())); // an author's own "a:1" is not the second "a"
            return step;
        } catch (IllegalArgumentException e) {
            throw Misuse.of(name.length() > 40 ? name.substring(0, 40) + "…" : name, e.getMessage());
        }
    }

    /** Throws unless this thread can do something with a step now. */
    void check(String name) {
        Attempts.current().ifPresent(attempt -> {
            throw Misuse.of(
                    name,
                    "it is inside step '" + attempt.step()
                            + "'. A step cannot contain another; call them one after the other, or use step.plan");
        });
        if (Thread.currentThread() != thread) {
            throw Misuse.of(
                    name,
                    "it is called by another thread than the function. Use step.plan and step.joinAll for steps side by side");
        }
        if (continuation.isOver()) {
            // The function caught the suspension and went on.
            throw new Suspension("the run does not go on now");
        }
    }

    Optional<StepRecord> known(Entered step, StepKind kind) {
        reached.add(new Reached(step.id(), kind));
        Optional<StepRecord> known = memo.find(step.key());
        if (known.isPresent() && known.get().kind() != kind) {
            throw continuation.rest(CodeChange.kind(known.get(), kind));
        }
        if (known.isEmpty() && memo.size() + plans.notYetStarted() >= MAX_STEPS) {
            throw Misuse.of(step.name(), "a run can have " + MAX_STEPS + " steps; start other runs with step.invoke");
        }
        return known;
    }

    /** The keys of the steps that the function came to. */
    Set<String> keys() {
        return keys;
    }

    List<Reached> reached() {
        return List.copyOf(reached);
    }
}
