package dev.gamelan.engine.step;

import dev.gamelan.step.Body;
import dev.gamelan.step.Pending;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Steps that go on side by side: planned, started together, joined. */
final class SideBySideSteps {

    private final Entrance entrance;
    private final Results results;
    private final Journal journal;
    private final Plans plans;
    private final Deadlines deadlines;
    private final Continuation continuation;

    SideBySideSteps(
            Entrance entrance,
            Results results,
            Journal journal,
            Plans plans,
            Deadlines deadlines,
            Continuation continuation) {
        this.entrance = entrance;
        this.results = results;
        this.journal = journal;
        this.plans = plans;
        this.deadlines = deadlines;
        this.continuation = continuation;
    }

    <T> Pending<T> plan(String name, Body<?> body, Type type, int retries) {
        Entered step = enter(name, StepKind.RUN);
        return plan(new Planned(step, body, null, type, retries));
    }

    <T> Pending<T> planInvocation(String name, FunctionReference function, Object payload, Duration timeout) {
        Entered step = enter(name, StepKind.INVOKE);
        StepRecord waiting = step.as(StepKind.INVOKE, StepStatus.WAITING)
                .waitingFor(function.functionId(), journal.now().plus(timeout));
        String json = results.writePayload(name, payload);
        if (!json.startsWith("{")) {
            throw Misuse.of(name, "the payload of an invocation must be an object in JSON: a record, a bean, a map");
        }
        return plan(new Planned(step, null, new Await.Invocation(waiting, json), function.result(), 0));
    }

    private Entered enter(String name, StepKind kind) {
        Entered step = entrance.enter(name);
        if (plans.contain(name)) {
            throw Misuse.of(
                    name,
                    "a step of this id is already planned and not joined. Steps that go on side by side need different ids,"
                            + " for instance \"" + name + "-\" + i");
        }
        entrance.known(step, kind);
        return step;
    }

    private <T> Pending<T> plan(Planned plan) {
        plans.add(plan);
        return new PendingStep<>(this, plan);
    }

    private record PendingStep<T>(SideBySideSteps steps, Planned plan) implements Pending<T> {

        @Override
        public String id() {
            return plan.step().name();
        }

        @Override
        @SuppressWarnings("unchecked")
        public T join() {
            return (T) steps.join(plan);
        }
    }

    private Object join(Planned plan) {
        entrance.check(plan.step().name());
        await(List.of(plan));
        return result(plan);
    }

    void joinAll(List<? extends Pending<?>> steps) {
        entrance.check("joinAll");
        join(steps.stream().map(this::planOf).toList());
    }

    private Planned planOf(Pending<?> step) {
        if (step instanceof PendingStep<?> pending && pending.steps() == this) {
            return pending.plan();
        }
        throw Misuse.of(
                step.id(), "it was planned by another call of a function. Plan it in this one; keep it in no field");
    }

    /** What was planned and not joined is waited for when the function returns. */
    void joinTheRest() {
        if (!plans.isEmpty()) {
            join(plans.all());
        }
    }

    private void join(List<Planned> chosen) {
        await(chosen);
        chosen.forEach(this::result);
    }

    private void await(List<Planned> chosen) {
        plans.start();
        Set<String> open = chosen.stream()
                .map(Planned::key)
                .filter(key -> !deadlines.isOver(key))
                .collect(Collectors.toSet());
        if (!open.isEmpty()) {
            throw continuation.suspend(open);
        }
        chosen.forEach(plans::remove);
    }

    private Object result(Planned plan) {
        return continuation.result(deadlines.settle(plan.key()), plan.type());
    }
}
