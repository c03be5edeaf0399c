package dev.gamelan.engine.trace;

import java.util.Optional;

/**
 * What a step has invoked.
 *
 * @param eventId the event that started the run
 * @param runId the run, unless it is not stored any more
 * @param status of the run, as people write it
 * @param data what it was given, as JSON
 */
public record Child(String eventId, Optional<String> runId, Optional<String> status, String data) {}
