package dev.gamelan.execution;

import dev.gamelan.engine.run.RunStatus;
import java.time.Duration;
import java.util.Map;

/**
 * The runs that are not over.
 *
 * @param runs how many, by each status that is not the end
 * @param backlog how many of them are due and nobody works on them
 * @param oldestDueSeconds for how long the longest of these has been due; 0 when there is none
 * @param age how long ago this was read
 */
public record LiveFigures(Map<RunStatus, Long> runs, long backlog, double oldestDueSeconds, Duration age) {}
