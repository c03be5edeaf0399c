package dev.gamelan.engine.wire;

import java.io.IOException;

/** What was sent breaks a rule: the message names the field and the rule, the status is HTTP's word for it. */
public final class InvalidEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    InvalidEventException(int status, String message) {
        super(message);
        this.status = status;
    }

    static InvalidEventException badRequest(String message) {
        return new InvalidEventException(400, message);
    }

    /** The body ended early or came too slowly. */
    public static InvalidEventException incomplete(IOException cause) {
        return new InvalidEventException(408, "the body did not arrive to its end: " + cause.getMessage());
    }

    /** 400, 408 or 413. */
    public int status() {
        return status;
    }
}
