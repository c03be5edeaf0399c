package dev.gamelan.engine.wire;

import java.time.Instant;
import java.util.Optional;

/**
 * One event that passed every check and may be stored.
 *
 * @param internalId the ULID under which it is stored
 * @param externalId the sender's own id, which deduplicates for 24 hours
 * @param name what happened
 * @param data a JSON object, as text
 * @param user a JSON object, as text; kept for old SDKs
 * @param meta a JSON object, as text
 * @param version the sender's schema version
 * @param timestamp when it happened or shall happen; milliseconds. Empty: when it is stored
 */
public record IncomingEvent(
        String internalId,
        Optional<String> externalId,
        String name,
        String data,
        Optional<String> user,
        Optional<String> meta,
        Optional<String> version,
        Optional<Instant> timestamp) {}
