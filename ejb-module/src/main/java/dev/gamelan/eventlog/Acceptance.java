package dev.gamelan.eventlog;

import java.time.Instant;
import java.util.List;

/**
 * What became of the events of one request.
 *
 * @param ids for each event, in order, the internal id of the event that counts: its own, or that of the first
 * @param events those that count and were not stored before
 * @param at when they were accepted
 */
public record Acceptance(List<String> ids, List<AcceptedEvent> events, Instant at) {}
