package dev.gamelan.eventlog;

import java.time.Instant;
import java.util.Optional;

/**
 * Which page of the log, newest first.
 *
 * @param name exactly this name
 * @param receivedAfter not before this
 * @param receivedBefore before this
 * @param cursor the internal id of the last event of the page before
 * @param limit 1 to 100
 */
public record EventQuery(
        Optional<String> name,
        Optional<Instant> receivedAfter,
        Optional<Instant> receivedBefore,
        Optional<String> cursor,
        int limit) {}
