package dev.gamelan.bench.functions;

/**
 * The data of the bench events that need no more.
 *
 * @param key the number the driver knows this function by
 */
public record Work(int key) {}
