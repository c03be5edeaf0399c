package dev.gamelan.execution;

import dev.gamelan.engine.run.RunStatus;
import java.util.Optional;

/**
 * A run without what it carries.
 *
 * @param id a ULID
 * @param functionId the function's id
 * @param eventId the internal id of the event that started it
 * @param status where it is in its life
 * @param parentRunId the run that invoked it
 */
public record RunBrief(String id, String functionId, String eventId, RunStatus status, Optional<String> parentRunId) {}
