package dev.gamelan.function;

import jakarta.ejb.ApplicationException;
import java.time.Duration;
import java.util.Objects;

/**
 * Fails the attempt and says when to try again, in place of the default back-off; for instance what a remote service
 * answered in {@code Retry-After}. It uses up a retry like any other failure.
 */
// Out of an EJB, an exception without this arrives wrapped, and its meaning is lost.
@ApplicationException(rollback = true)
public class RetryAfterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration after;

    /** @param after brought into 1 second … 24 hours when it lies outside */
    public RetryAfterException(String message, Duration after) {
        super(message);
        this.after = Objects.requireNonNull(after, "after");
    }

    /** @param after brought into 1 second … 24 hours when it lies outside */
    public RetryAfterException(String message, Duration after, Throwable cause) {
        super(message, cause);
        this.after = Objects.requireNonNull(after, "after");
    }

    public Duration after() {
        return after;
    }
}
