package dev.gamelan.catalog;

import java.time.Instant;

/**
 * A node that is not there any more.
 *
 * @param name stays the same in all of its lives
 * @param incarnation which life of it
 * @param offeredAt the events that it accepted before have been offered to those who wait for them
 */
public record Earlier(String name, String incarnation, Instant offeredAt) {}
