package dev.gamelan.commit;

import jakarta.ejb.ApplicationException;

/** A change could not be committed, or nobody knows whether it was. */
// Arrives through other beans as itself; the transaction of a caller has nothing to do with it.
@ApplicationException(rollback = false)
public class NotWrittenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotWrittenException(Throwable cause) {
        super("not stored: " + cause.getMessage(), cause);
    }
}
