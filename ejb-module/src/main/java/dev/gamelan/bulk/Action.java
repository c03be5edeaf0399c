package dev.gamelan.bulk;

import java.time.Instant;

/**
 * Somebody has asked for something.
 *
 * @param action requested, paused, resumed or aborted
 * @param actor who, as he says, or as he was authenticated
 */
public record Action(String action, String actor, Instant at) {}
