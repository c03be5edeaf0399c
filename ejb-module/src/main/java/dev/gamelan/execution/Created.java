package dev.gamelan.execution;

import dev.gamelan.eventlog.LoggedEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * A run that is being inserted.
 *
 * @param claim its first claim, whoever will have it
 * @param event what starts it
 * @param startAt when it may start
 * @param originRunId the run that it repeats
 * @param isMine whether this node claims it at once
 * @param hasWaits whether there are events or times that cancel it
 */
public record Created(
        Claim claim,
        LoggedEvent event,
        Instant startAt,
        Optional<String> originRunId,
        boolean isMine,
        boolean hasWaits) {}
