package dev.gamelan.engine.run;

import java.time.Duration;

/** What happens to a run after one call of its function. */
public sealed interface Decision {

    void carryOut(Effects effects);

    /** @param output what the function returned, as JSON; {@code null} is JSON's null */
    record Complete(String output) implements Decision {
        @Override
        public void carryOut(Effects effects) {
            effects.complete(this);
        }
    }

    /**
     * @param error why this attempt failed
     * @param delay until the next one
     */
    record Retry(RunError error, Duration delay) implements Decision {
        @Override
        public void carryOut(Effects effects) {
            effects.retry(this);
        }
    }

    record Fail(RunError error) implements Decision {
        @Override
        public void carryOut(Effects effects) {
            effects.fail(this);
        }
    }

    /** One method per decision: forgetting one does not compile. */
    interface Effects {
        void complete(Complete complete);

        void retry(Retry retry);

        void fail(Fail fail);
    }
}
