package dev.gamelan.execution;

import dev.gamelan.engine.trace.Turn;
import java.time.Instant;
import java.util.Optional;

/**
 * This node's right to work on a run, until its lease ends.
 *
 * @param runId which run
 * @param functionId which function to call
 * @param eventId with which event
 * @param token the fencing token: a result is recorded only under the latest one
 * @param attempt of the function's body, 0 for the first
 * @param lost how many attempts in a row ended with their node
 * @param parent who waits for this run
 * @param isFirst whether the run has never been worked on
 * @param isRepetition whether it repeats another run
 * @param turn when it was due and when it was claimed, by the database's clock
 */
public record Claim(
        String runId,
        String functionId,
        String eventId,
        long token,
        int attempt,
        int lost,
        Optional<Parent> parent,
        boolean isFirst,
        boolean isRepetition,
        Turn turn) {

    Instant claimedAt() {
        return turn.claimedAt();
    }

    /** The turn that is kept with what is stored in it. That of a first claim is told by the run itself. */
    Optional<Turn> laterTurn() {
        return isFirst ? Optional.empty() : Optional.of(turn);
    }

    /** @param stepKey the step of that run which waits */
    public record Parent(String runId, String stepKey) {

        /** Of the columns as they are stored. */
        static Optional<Parent> of(String runId, String stepKey) {
            return runId == null ? Optional.empty() : Optional.of(new Parent(runId, stepKey));
        }
    }
}
