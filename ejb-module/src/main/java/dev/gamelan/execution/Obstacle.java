package dev.gamelan.execution;

import dev.gamelan.engine.run.RunError;

/**
 * Why a run does not go on by itself, whatever time passes and whatever it waits for comes.
 *
 * @param cause {@code needs-attention} or {@code function-removed}
 * @param text a sentence for people: what is wrong, and what can be done
 */
public record Obstacle(String cause, String text) {

    static Obstacle needsAttention(RunRecord run) {
        String problem = run.error() == null
                ? "its code does not fit what is recorded of it"
                : RunError.parse(run.error()).message();
        return new Obstacle(
                "needs-attention",
                problem + ". POST /v1/runs/" + run.id() + "/resume calls it again without a deployment");
    }

    static Obstacle functionRemoved(RunRecord run) {
        return new Obstacle(
                "function-removed",
                "no server offers the function " + run.functionId()
                        + "; the run goes on when it is deployed again, and DELETE /v1/runs/" + run.id()
                        + " cancels it");
    }
}
