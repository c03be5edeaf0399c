package dev.gamelan.bench.subject;

/** What can be asked of every subject. */
public enum Work {
    /** Stored, and not run before the measurement is over. */
    SUBMIT,
    /** One durable step. */
    ONE,
    /** Five durable steps, one after the other. */
    FIVE,
    /** Ten functions of one step. */
    FAN,
    /** Sleeps until an instant. */
    SLEEP,
    /** As many steps as asked for. */
    LONG
}
