package dev.gamelan.step;

import jakarta.ejb.ApplicationException;

/**
 * A step failed for good: its retries are used up, it threw {@link dev.gamelan.function.NonRetriableException}, or what it
 * invoked failed. Thrown where the step was called, in every later execution of the function too, and may be caught. A
 * function that lets it pass fails without further attempts, since the step would fail again.
 */
// Out of an EJB, an exception without this arrives wrapped, and its meaning is lost.
@ApplicationException(rollback = true)
public class StepFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String stepId;
    private final String errorName;
    private final String errorMessage;

    public StepFailedException(String stepId, String errorName, String errorMessage) {
        super("step '" + stepId + "' failed: " + errorName + ": " + errorMessage);
        this.stepId = stepId;
        this.errorName = errorName;
        this.errorMessage = errorMessage;
    }

    /** As it was given to the step. */
    public String stepId() {
        return stepId;
    }

    /** The class of the exception that the step threw, for instance {@code java.io.IOException}. */
    public String errorName() {
        return errorName;
    }

    /** The message of the exception that the step threw. */
    public String errorMessage() {
        return errorMessage;
    }
}
