package dev.gamelan.bulk;

/** What a job does to its items. */
public enum JobKind {
    /** Starts runs that are over again, or functions for events of the log. */
    REPLAY,
    /** Ends runs. */
    CANCEL,
    /** Starts runs that are over again. */
    RERUN,
    /** Deletes runs that are over, with their steps. */
    DELETE
}
