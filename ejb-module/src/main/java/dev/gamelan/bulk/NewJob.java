package dev.gamelan.bulk;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A job that is asked for.
 *
 * @param requestId 1 to 64 characters: a second request with it makes no other job
 * @param perSecond how many items at most, on the average; more than 0
 * @param actor who asks, 1 to 128 characters
 * @param isCancellation whether it is a cancellation of the reference's REST API, and belongs into the list of these
 */
public record NewJob(
        JobKind kind,
        Optional<String> requestId,
        Selection selection,
        OptionalDouble perSecond,
        String actor,
        boolean isCancellation) {}
