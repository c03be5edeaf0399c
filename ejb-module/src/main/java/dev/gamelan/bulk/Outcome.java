package dev.gamelan.bulk;

import java.util.Optional;

/**
 * What became of an item.
 *
 * @param message why it was not done
 * @param madeRunId the run that was started
 */
public record Outcome(Result result, Optional<String> message, Optional<String> madeRunId) {

    /** Exactly one of these. */
    public enum Result {
        DONE,
        /** It should have been done, and cannot be as things are. */
        FAILED,
        /** There was nothing to do, or it is not wanted. */
        SKIPPED
    }

    static final Outcome DONE = new Outcome(Result.DONE, Optional.empty(), Optional.empty());

    static Outcome made(String runId) {
        return new Outcome(Result.DONE, Optional.empty(), Optional.of(runId));
    }

    static Outcome failed(String message) {
        return new Outcome(Result.FAILED, Optional.of(message), Optional.empty());
    }

    static Outcome skipped(String message) {
        return new Outcome(Result.SKIPPED, Optional.of(message), Optional.empty());
    }
}
