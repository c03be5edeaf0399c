package dev.gamelan.processor;

/** A method that cannot be a durable function; the message tells its author why. */
final class InvalidFunctionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidFunctionException(String message) {
        super(message);
    }
}
