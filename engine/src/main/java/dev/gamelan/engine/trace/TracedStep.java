package dev.gamelan.engine.trace;

import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * What is stored of a step, with its times.
 *
 * @param recordedAt when it was last stored
 * @param beganAt when it began to wait, if it is a wait
 * @param blocking whether its run cannot go on without it
 * @param path what an event has to have in common with the run's own, if it waits for such a one
 * @param turn of the run in which it was last stored, if that was not its first
 */
public record TracedStep(
        StepRecord step,
        Instant recordedAt,
        Optional<Instant> beganAt,
        boolean blocking,
        Optional<String> path,
        Optional<Turn> turn) {

    String key() {
        return step.key();
    }

    String name() {
        return step.id().id();
    }

    boolean waits() {
        return step.status() == StepStatus.WAITING;
    }

    boolean retries() {
        return step.status() == StepStatus.RETRYING;
    }

    /** When the attempt that is stored began. */
    Instant startedAt() {
        return beganAt.orElseGet(() -> recordedAt.minus(step.took()));
    }

    /** When it ended. That the clock ended a wait is stored as soon as the run goes on, which can be much later. */
    public Instant endedAt() {
        boolean byTheClock = step.kind() != StepKind.RUN
                && step.eventId().isEmpty()
                && step.output().map("null"::equals).orElse(true);
        return step.until()
                .filter(until -> byTheClock && until.isBefore(recordedAt))
                .orElse(recordedAt);
    }
}
