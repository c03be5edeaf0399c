package dev.gamelan.engine.run;

import dev.gamelan.engine.time.Backoff;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.function.RetryAfterException;
import dev.gamelan.step.StepFailedException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Decides what a failed or lost attempt means, of a step or of a function's body.
 *
 * @param retries how often a failed attempt is repeated
 * @param backoff how long to wait in between
 * @param random see {@link Backoff#after}
 */
public record AttemptPolicy(int retries, Backoff backoff, DoubleSupplier random) {

    /** A run that takes its server down with it this often, without getting on, is not started again. */
    public static final int MAX_LOST_ATTEMPTS = 5;

    public AttemptPolicy withRetries(int number) {
        return new AttemptPolicy(number, backoff, random);
    }

    /**
     * @param thrown why the attempt failed
     * @param attempt the attempt that failed, 0 for the first
     * @return how long to wait before the next attempt; empty when there is none
     */
    public Optional<Duration> retryDelay(Throwable thrown, int attempt) {
        if (thrown instanceof NonRetriableException || thrown instanceof StepFailedException || attempt >= retries) {
            return Optional.empty();
        }
        return Optional.of(
                thrown instanceof RetryAfterException asked
                        ? Backoff.clamp(asked.after())
                        : backoff.after(attempt, random.getAsDouble()));
    }

    /** Whether a run whose attempts got lost in crashes this often may have another. */
    public static boolean mayStartAgain(int lostAttempts) {
        return lostAttempts < MAX_LOST_ATTEMPTS;
    }

    public static RunError crashed(int lostAttempts) {
        return RunError.of(
                "RunCrashed",
                "the server died or hung in " + lostAttempts
                        + " attempts of this run without getting on, so it is not tried again; its function may be the cause");
    }
}
