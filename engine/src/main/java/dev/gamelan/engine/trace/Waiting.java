package dev.gamelan.engine.trace;

import dev.gamelan.engine.step.StepKind;
import java.time.Instant;
import java.util.Optional;

/**
 * What a run that lives waits for.
 *
 * @param step the step that waits, if it is one
 * @param since when it began to wait
 * @param until when it goes on, or gives up
 * @param text one sentence for people
 */
public record Waiting(Cause cause, Optional<TracedStep> step, Instant since, Optional<Instant> until, String text) {

    /** What there is to wait for. */
    public enum Cause {
        SLEEP("sleep"),
        EVENT("event"),
        SIGNAL("signal"),
        INVOKE("invoke"),
        /** A back-off after a failed attempt. */
        RETRY("retry"),
        /** There is no room for it here. */
        CONCURRENCY("concurrency"),
        /** It is due, and nobody has found it yet; or it is due later. */
        QUEUE("queue"),
        /** No server that is alive has its function. */
        NO_NODE("no-node"),
        /** No server has its function any more. */
        FUNCTION_REMOVED("function-removed"),
        /** Its code does not fit what is recorded of it. */
        NEEDS_ATTENTION("needs-attention");

        private final String word;

        Cause(String word) {
            this.word = word;
        }

        /** As it is written. */
        public String word() {
            return word;
        }

        static Cause of(StepKind kind) {
            return switch (kind) {
                case SLEEP -> SLEEP;
                case WAIT_FOR_EVENT -> EVENT;
                case WAIT_FOR_SIGNAL -> SIGNAL;
                case INVOKE -> INVOKE;
                case RUN, SEND_EVENT, SEND_SIGNAL -> RETRY;
            };
        }
    }
}
