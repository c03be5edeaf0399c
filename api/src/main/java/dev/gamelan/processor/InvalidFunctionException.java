package dev.gamelan.processor;

import java.util.function.Supplier;

/** A method that cannot be a durable function; the message tells its author why. */
final class InvalidFunctionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidFunctionException(String message) {
        super(message);
    }

    /** Reads a member of an annotation by the rules of deployment, so that both refuse the same. */
    static <T> T naming(String annotation, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidFunctionException(annotation + ": " + e.getMessage());
        }
    }
}
