package dev.gamelan.engine.step;

/**
 * A step as it is to be stored.
 *
 * @param step the step
 * @param isNew whether nothing is stored of it yet
 */
public record StepChange(StepRecord step, boolean isNew) {}
