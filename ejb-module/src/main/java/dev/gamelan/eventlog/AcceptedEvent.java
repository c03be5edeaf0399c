package dev.gamelan.eventlog;

import java.time.Instant;

/**
 * An event that has just been stored for the first time.
 *
 * @param id the internal id
 * @param name what happened
 * @param receivedAt when it was accepted
 * @param hasSubscribers whether it starts runs
 */
public record AcceptedEvent(String id, String name, Instant receivedAt, boolean hasSubscribers) {}
