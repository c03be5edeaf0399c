package dev.gamelan.retention;

/**
 * How many rows were deleted.
 *
 * @param runs ended runs
 * @param steps of these runs
 * @param events of the log
 * @param eventIds senders' ids that were remembered so that they start nothing twice
 */
public record Deleted(long runs, long steps, long events, long eventIds) {

    static final Deleted NOTHING = new Deleted(0, 0, 0, 0);

    Deleted plus(Deleted more) {
        return new Deleted(runs + more.runs, steps + more.steps, events + more.events, eventIds + more.eventIds);
    }

    /** Of all kinds together. */
    public long rows() {
        return runs + steps + events + eventIds;
    }
}
