package dev.gamelan.bench.subject;

/** When the functions of a workload began and ended, by key, in microseconds since 1970; 0 for what has not happened. */
public record Moments(long[] started, long[] finished) {}
