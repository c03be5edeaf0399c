package dev.gamelan.bulk;

/** What a job does to its items. */
public enum JobKind {
    /** Starts runs that are over again, or functions for events of the log; not those that are not to be replayed. */
    REPLAY,
    /** Ends runs. */
    CANCEL,
    /** Starts runs that are over again, as a person does with one of them. */
    RERUN,
    /** Deletes runs that are over, with their steps. */
    DELETE
}
