package dev.gamelan.execution;

import java.time.Instant;

/**
 * A run that is about to be inserted.
 *
 * @param claim its first claim, whoever will have it
 * @param startAt when it may start
 * @param isMine whether this node claims it at once
 */
record Created(Claim claim, Instant startAt, boolean isMine) {}
