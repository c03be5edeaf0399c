package dev.gamelan.test;

/** Attempts of a step that fail: see {@link FunctionTest#failStep}. */
public final class StepFailure {

    private long remaining = Long.MAX_VALUE;
    private Exception exception;

    StepFailure(String stepId) {
        this.exception = new IllegalStateException("the test lets step '" + stepId + "' fail");
    }

    /** How many attempts fail; the next one does what the step does. Without this, all of them fail. */
    public StepFailure times(int number) {
        remaining = number;
        return this;
    }

    /** What they fail with; for instance {@link dev.gamelan.function.NonRetriableException}. */
    public StepFailure with(Exception thrown) {
        exception = thrown;
        return this;
    }

    boolean takeOne() {
        return remaining-- > 0;
    }

    Exception exception() {
        return exception;
    }
}
