package dev.gamelan.step;

/**
 * A step that was planned and may go on beside others.
 *
 * @param <T> its result
 */
public interface Pending<T> {

    /** As it was given to the step, without the number that a repetition gets. */
    String id();

    /**
     * Waits for the step, as {@link Step#joinAll} does, and gives its result.
     *
     * @throws StepFailedException when the step failed for good
     */
    T join();
}
