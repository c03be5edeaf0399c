package dev.gamelan.errors;

import java.time.Instant;

/**
 * An attempt that failed.
 *
 * @param runId the run
 * @param seenAt when
 * @param endedRun whether the run ended with it
 */
public record Occurrence(String runId, Instant seenAt, boolean endedRun) {}
