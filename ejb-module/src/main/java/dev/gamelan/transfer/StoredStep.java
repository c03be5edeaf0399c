package dev.gamelan.transfer;

import dev.gamelan.engine.step.StepRecord;
import java.time.Instant;

/** A step, and when it was stored. */
public record StoredStep(StepRecord step, Instant recordedAt) {}
