package dev.gamelan.engine.step;

/**
 * A step that the function came to in a call.
 *
 * @param kind what it is in the code of today
 */
public record Reached(StepId id, StepKind kind) {}
