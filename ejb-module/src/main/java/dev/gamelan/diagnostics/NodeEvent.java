package dev.gamelan.diagnostics;

import java.time.Instant;

/**
 * Something that became of a server.
 *
 * @param at by the clock of the server that has seen it
 * @param node whom it is about
 */
public record NodeEvent(Instant at, String node, String text) {}
