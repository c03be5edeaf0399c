package dev.gamelan.step;

import dev.gamelan.function.NonRetriableException;

/**
 * A function uses its steps in a way that cannot work, such as a step inside a step. The message names the line and the fix.
 * Trying again would not help.
 */
public class StepMisuseException extends NonRetriableException {

    private static final long serialVersionUID = 1L;

    public StepMisuseException(String message) {
        super(message);
    }

    public StepMisuseException(String message, Throwable cause) {
        super(message, cause);
    }
}
