package dev.gamelan.execution;

import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.eventlog.LoggedEvent;
import java.util.List;
import java.util.Optional;

/**
 * What is needed to work on a run.
 *
 * @param claim the right to do so
 * @param event what started the run; empty when it is not in the log any more
 * @param steps what is stored of its steps
 */
record Assignment(Claim claim, Optional<LoggedEvent> event, List<StepRecord> steps) {}
