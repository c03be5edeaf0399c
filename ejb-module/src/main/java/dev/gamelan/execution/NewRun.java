package dev.gamelan.execution;

import java.time.Instant;

/**
 * A run to be created.
 *
 * @param functionId the function it is a run of
 * @param eventId the event that starts it
 * @param startAt when it may start; now or earlier means at once
 */
public record NewRun(String functionId, String eventId, Instant startAt) {}
