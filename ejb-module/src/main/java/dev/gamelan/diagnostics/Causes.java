package dev.gamelan.diagnostics;

/** What went wrong, for people. */
public final class Causes {

    private Causes() {}

    /** What the exception at the bottom of it says, without secrets. */
    public static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String name = cause.getClass().getSimpleName();
        return Secrets.masked(cause.getMessage() == null ? name : name + ": " + cause.getMessage());
    }
}
