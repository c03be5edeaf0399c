package dev.gamelan.retention;

/** A run that is over, and whose it is. */
public record EndedRun(String id, String functionId) {}
