package dev.gamelan.engine.step;

/** This call may not store anything any more: its run was cancelled, or another node has taken over. */
public final class SupersededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SupersededException(String message) {
        super(message);
    }
}
