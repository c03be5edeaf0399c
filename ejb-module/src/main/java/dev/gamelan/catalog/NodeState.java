package dev.gamelan.catalog;

import java.time.Instant;

/**
 * A server.
 *
 * @param incarnation which life of it
 * @param seenAt its last sign of life
 * @param isAlive whether that was within a lease
 * @param isThis whether it is the one that tells
 * @param functions how many it offers
 */
public record NodeState(
        String name, String incarnation, Instant seenAt, boolean isAlive, boolean isThis, int functions) {}
