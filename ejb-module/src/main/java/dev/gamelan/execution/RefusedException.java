package dev.gamelan.execution;

import jakarta.ejb.ApplicationException;

/** What somebody wants done to a run cannot be done; nothing was changed. The message says why, and what can be done instead. */
@ApplicationException(rollback = true)
public class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** There is no such run, or it has no such step. */
        NOT_FOUND,
        /** Not as things are now. */
        CONFLICT,
        /** The request makes no sense, whatever the state of the run. */
        INVALID
    }

    private final Reason reason;

    public RefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
