package dev.gamelan.execution;

import dev.gamelan.engine.step.StepRecord;
import java.util.Optional;

/**
 * What became of a transition.
 *
 * @param isDone false when somebody else was first: the run is over or belongs to another claim, the step has ended
 * @param step of a wait that was given up: the step as it is stored
 */
public record Verdict(boolean isDone, Optional<StepRecord> step) {

    static final Verdict DONE = new Verdict(true, Optional.empty());
    static final Verdict LOST = new Verdict(false, Optional.empty());

    /** What has to be recorded before it is not. */
    static final Verdict TOO_EARLY = new Verdict(false, Optional.empty());
}
