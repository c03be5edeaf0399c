package dev.gamelan.bench.history;

import java.time.Instant;

/**
 * A stored run, and what its event holds.
 *
 * @param externalId the sender's id of its event, or null
 * @param fingerprint of its error, or null
 */
record SampledRun(
        String id,
        String eventId,
        String externalId,
        String fingerprint,
        String orderId,
        String customerId,
        Instant queuedAt) {}
