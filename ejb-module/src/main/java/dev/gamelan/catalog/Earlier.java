package dev.gamelan.catalog;

import java.time.Instant;

/**
 * A node that is not there any more.
 *
 * @param incarnation which life of it
 * @param seenAt its last sign of life
 */
public record Earlier(String incarnation, Instant seenAt) {}
