package dev.gamelan.engine.run;

import dev.gamelan.engine.time.Backoff;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.function.RetryAfterException;
import java.time.Duration;

/**
 * Decides what a failed or lost attempt means for its run.
 *
 * @param retries how often a failed attempt is repeated
 * @param backoff how long to wait in between
 */
public record AttemptPolicy(int retries, Backoff backoff) {

    /** A run that takes its server down with it this often is not started again. */
    public static final int MAX_LOST_ATTEMPTS = 5;

    /**
     * @param thrown what the function threw
     * @param attempt the attempt that failed, 0 for the first
     * @param random see {@link Backoff#after}
     */
    public Decision failed(Throwable thrown, int attempt, double random) {
        RunError error = RunError.of(thrown);
        if (thrown instanceof NonRetriableException || attempt >= retries) {
            return new Decision.Fail(error);
        }
        Duration delay = thrown instanceof RetryAfterException asked
                ? Backoff.clamp(asked.after())
                : backoff.after(attempt, random);
        return new Decision.Retry(error, delay);
    }

    /** Whether a run whose attempts got lost in crashes this often may have another. */
    public static boolean mayStartAgain(int lostAttempts) {
        return lostAttempts < MAX_LOST_ATTEMPTS;
    }

    public static RunError crashed(int lostAttempts) {
        return RunError.of(
                "RunCrashed",
                "the server died or hung in " + lostAttempts
                        + " attempts of this run, so it is not tried again; its function may be the cause");
    }
}
