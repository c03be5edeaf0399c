package dev.gamelan.deploy;

/**
 * Leaves a function whose run cannot go on now. An {@link Error}, so that {@code catch (Exception e)} in a function does not
 * swallow it; without a stack trace, since nothing is wrong.
 */
public final class Suspension extends Error {

    private static final long serialVersionUID = 1L;

    public Suspension(String reason) {
        super(reason, null, false, false);
    }
}
