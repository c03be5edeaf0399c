package dev.gamelan.engine.trace;

import dev.gamelan.engine.run.RunError;
import java.time.Instant;
import java.util.Optional;

/**
 * An attempt that did not go well, of a step's body or of a call of the function.
 *
 * @param stepKey the step; empty for the function
 * @param number 0 for the first
 * @param outcome how it ended
 * @param startedAt when it began
 * @param endedAt when it ended; of one that was lost, the last moment at which its server was certainly alive
 * @param nextAt when the next one was to be made, if there was to be one
 * @param error why it failed
 * @param turn of the run, if it was not its first
 */
public record Attempt(
        String stepKey,
        int number,
        Outcome outcome,
        Instant startedAt,
        Instant endedAt,
        Optional<Instant> nextAt,
        Optional<RunError> error,
        Optional<Turn> turn) {

    public static final String OF_FUNCTION = "";

    /** How an attempt ended that did not go well. */
    public enum Outcome {
        /** It threw. */
        FAILED,
        /** A step's failure went through the function. */
        PASSED_ON,
        /** Its server died, or hung for longer than its lease. */
        LOST,
        /** Its server was stopped and gave the run back. */
        RELEASED
    }

    boolean hasFailed() {
        return outcome == Outcome.FAILED || outcome == Outcome.PASSED_ON;
    }

    boolean isOfFunction() {
        return stepKey.equals(OF_FUNCTION);
    }
}
