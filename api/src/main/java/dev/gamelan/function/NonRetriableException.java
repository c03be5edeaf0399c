package dev.gamelan.function;

/** Fails the run at once: trying again would not help. */
public class NonRetriableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NonRetriableException(String message) {
        super(message);
    }

    public NonRetriableException(String message, Throwable cause) {
        super(message, cause);
    }
}
