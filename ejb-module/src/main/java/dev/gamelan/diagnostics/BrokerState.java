package dev.gamelan.diagnostics;

/**
 * The broker.
 *
 * @param isAnswering whether it gave a connection in time
 * @param provider which one; empty when it does not answer
 * @param problem why it does not answer; empty when it does
 */
public record BrokerState(boolean isAnswering, String provider, String problem) {}
