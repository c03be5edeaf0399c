package dev.gamelan.eventlog;

import java.util.List;

/**
 * What became of the events of one request.
 *
 * @param ids for each event, in order, the internal id of the event that counts: its own, or that of the first
 * @param events those that count and were not stored before
 * @param starting those of them that start runs
 */
record Acceptance(List<String> ids, List<AcceptedEvent> events, List<LoggedEvent> starting) {}
