package dev.gamelan.transfer;

import dev.gamelan.engine.run.RunStatus;
import java.time.Instant;

/**
 * What is known of a run because it was executed elsewhere.
 *
 * @param at when it came here
 * @param exportedAt when it was written down there
 * @param status where it was in its life then
 */
public record Imported(String runId, Instant at, Instant exportedAt, RunStatus status) {}
