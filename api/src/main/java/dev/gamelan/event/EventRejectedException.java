package dev.gamelan.event;

import jakarta.ejb.ApplicationException;

/** An event that was to be sent breaks a rule; the message names the field, and nothing of the call was stored. */
@ApplicationException(rollback = true)
public class EventRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EventRejectedException(String message) {
        super(message);
    }
}
