package dev.gamelan.engine.step;

/** What a step is. A step that turns out to be another kind than it was has been changed in the code. */
public enum StepKind {
    RUN,
    SLEEP,
    WAIT_FOR_EVENT,
    WAIT_FOR_SIGNAL,
    SEND_EVENT,
    SEND_SIGNAL,
    INVOKE
}
