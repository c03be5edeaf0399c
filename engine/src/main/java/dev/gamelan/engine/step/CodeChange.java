package dev.gamelan.engine.step;

import dev.gamelan.engine.run.RunError;

/**
 * What a run finds when the code has been changed in a way that does not fit what is stored of it. It is no failure: once the code
 * fits again, the run goes on.
 */
final class CodeChange {

    private static final String NAME = "CodeChanged";

    private CodeChange() {}

    /** @param now what the code asks for */
    static RunError kind(StepRecord stored, StepKind now) {
        String name = stored.id().id();
        return RunError.of(
                NAME,
                "step '" + name + "' " + Misuse.line() + " is recorded as " + stored.kind() + ", and the code asks for "
                        + now + ". Give the changed step another id, or make '" + name + "' a " + stored.kind()
                        + " again; once that is deployed the run goes on");
    }

    /** @param problem which step's result does not fit what */
    static RunError result(String problem) {
        return RunError.of(
                NAME,
                problem
                        + ". Make the type fit what is stored, or give the step another id; once that is deployed the run"
                        + " goes on");
    }

    /** @param problem what the function's parameter does not fit */
    static RunError argument(String problem) {
        return RunError.of(
                NAME,
                problem + ". Steps of this run are recorded already, so it fitted before. Make the parameter's type fit"
                        + " the event; once that is deployed the run goes on");
    }
}
