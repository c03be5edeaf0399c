package dev.gamelan.engine.step;

import dev.gamelan.deploy.Suspension;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.step.StepFailedException;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.Set;

/** How the function goes on after a step: with its result, with its failure, or not in this call. */
final class Continuation {

    private final Results results;
    private final Journal journal;
    private final Plans plans;
    private Set<String> blocking;

    Continuation(Results results, Journal journal, Plans plans) {
        this.results = results;
        this.journal = journal;
        this.plans = plans;
    }

    /** The stored result, also right after the body: the same before and after a crash. */
    Object result(StepRecord step, Type type) {
        return switch (step.status()) {
            case COMPLETED -> results.read(step.id().id(), step.output().orElseThrow(), type);
            case FAILED -> throw failure(step);
            case RETRYING, WAITING -> throw suspend(Set.of(step.key()));
        };
    }

    static StepFailedException failure(StepRecord step) {
        RunError error = step.error().orElseThrow();
        return new StepFailedException(step.id().id(), error.name(), error.message());
    }

    /** @param steps the keys of those without which the function cannot go on */
    Suspension suspend(Set<String> steps) {
        plans.start();
        blocking = steps;
        return new Suspension("waits for " + steps.size() + " steps");
    }

    /** What the function cannot go on without, if it has been suspended. */
    Optional<Set<String>> blocking() {
        return Optional.ofNullable(blocking);
    }

    /** Whether this call is over, whatever the function makes of it. */
    boolean isOver() {
        return blocking != null || journal.abandoned().isPresent();
    }
}
