package dev.gamelan.search;

import jakarta.ejb.ApplicationException;

/** The row behind which a page was to begin is not there, or not any more: to begin with the first instead would be wrong. */
@ApplicationException
public class LostCursorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param what of which kind the row should be */
    public LostCursorException(String cursor, String what) {
        super("cursor '" + cursor + "' is not the id of " + what);
    }
}
