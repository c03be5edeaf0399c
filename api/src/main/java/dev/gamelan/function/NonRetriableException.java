package dev.gamelan.function;

import jakarta.ejb.ApplicationException;

/** Fails the run at once: trying again would not help. */
// Out of an EJB, an exception without this arrives wrapped, and its meaning is lost.
@ApplicationException(rollback = true)
public class NonRetriableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NonRetriableException(String message) {
        super(message);
    }

    public NonRetriableException(String message, Throwable cause) {
        super(message, cause);
    }
}
