package dev.gamelan.engine.step;

import dev.gamelan.deploy.Suspension;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.step.StepFailedException;
import dev.gamelan.step.StepMisuseException;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.Set;

/** How the function goes on after a step: with its result, with its failure, not in this call, or not with this code. */
final class Continuation {

    private final Memo memo;
    private final Results results;
    private final Journal journal;
    private final Plans plans;
    private Set<String> blocking;
    private RunError misfit;

    Continuation(Memo memo, Results results, Journal journal, Plans plans) {
        this.memo = memo;
        this.results = results;
        this.journal = journal;
        this.plans = plans;
    }

    /** The stored result, also right after the body: the same before and after a crash. */
    Object result(StepRecord step, Type type) {
        return switch (step.status()) {
            case COMPLETED -> read(step, type);
            case FAILED -> throw failure(step);
            case RETRYING, WAITING -> throw suspend(Set.of(step.key()));
        };
    }

    private Object read(StepRecord step, Type type) {
        String name = step.id().id();
        String json = step.output().orElseThrow();
        // What a body has returned in this call cannot be read because of a mistake in this code, and in no earlier
        // one.
        boolean isOfThisCall = step.kind() == StepKind.RUN && !memo.hadEnded(step.key());
        return isOfThisCall ? results.read(name, json, type) : readStored(name, json, type);
    }

    /** What a step has brought; the code may ask for another type than it did then. */
    Object readStored(String step, String json, Type type) {
        try {
            return results.read(step, json, type);
        } catch (StepMisuseException e) {
            throw rest(CodeChange.result(e.getMessage()));
        }
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

    /** The code does not fit what is stored of the run. */
    Suspension rest(RunError problem) {
        misfit = problem;
        return new Suspension(problem.message());
    }

    Optional<RunError> misfit() {
        return Optional.ofNullable(misfit);
    }

    /** What the function cannot go on without, if it has been suspended. */
    Optional<Set<String>> blocking() {
        return Optional.ofNullable(blocking);
    }

    /** Whether this call is over, whatever the function makes of it. */
    boolean isOver() {
        return blocking != null || misfit != null || journal.abandoned().isPresent();
    }
}
