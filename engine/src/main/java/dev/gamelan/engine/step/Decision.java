package dev.gamelan.engine.step;

import dev.gamelan.engine.run.RunError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What happens to a run after one call of its function. */
public sealed interface Decision {

    void carryOut(Effects effects);

    /** What became of steps in this call and is not stored yet; it belongs into the same commit. */
    List<StepChange> changes();

    /**
     * @param output what the function returned, as JSON; {@code null} is JSON's null
     * @param orphaned the keys of the stored steps that the function has not asked for: earlier code had them
     */
    record Complete(String output, List<StepChange> changes, Set<String> orphaned) implements Decision {
        @Override
        public void carryOut(Effects effects) {
            effects.complete(this);
        }
    }

    /**
     * The run waits, holding nothing.
     *
     * @param awaits what it starts to wait for now; waits for events and signals are stored already
     * @param blocking the keys of the steps that all have to end before it goes on
     * @param wakeUp when the clock alone makes it go on
     */
    record Suspend(List<StepChange> changes, List<Await> awaits, Set<String> blocking, Optional<Instant> wakeUp)
            implements Decision {
        @Override
        public void carryOut(Effects effects) {
            effects.suspend(this);
        }
    }

    /**
     * @param error why this attempt of the function's body failed
     * @param delay until the next one
     * @param nextAttempt the number of the next one
     */
    record Retry(RunError error, Duration delay, int nextAttempt, List<StepChange> changes) implements Decision {
        @Override
        public void carryOut(Effects effects) {
            effects.retry(this);
        }
    }

    /** @param step whose failure the function has passed on, if that is why it failed */
    record Fail(RunError error, List<StepChange> changes, Optional<StepRecord> step) implements Decision {
        @Override
        public void carryOut(Effects effects) {
            effects.fail(this);
        }
    }

    /**
     * What is stored of the run does not fit the code any more. The run rests, with all that it waits for, until somebody says
     * that the code fits now.
     *
     * @param problem which step, and what can be done
     */
    record NeedsAttention(RunError problem, List<StepChange> changes) implements Decision {
        @Override
        public void carryOut(Effects effects) {
            effects.needsAttention(this);
        }
    }

    /** One method per decision: forgetting one does not compile. */
    interface Effects {
        void complete(Complete complete);

        void suspend(Suspend suspend);

        void retry(Retry retry);

        void fail(Fail fail);

        void needsAttention(NeedsAttention needsAttention);
    }
}
