package dev.gamelan.engine.step;

/** Where a step is in its life. */
public enum StepStatus {
    /** Sleeps, or waits for an event, a signal or another run. */
    WAITING,
    /** An attempt failed; there will be another. */
    RETRYING,
    /** Its result is stored. */
    COMPLETED,
    /** Its error is stored. */
    FAILED;

    public boolean isFinal() {
        return this == COMPLETED || this == FAILED;
    }
}
