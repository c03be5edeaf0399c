package dev.gamelan.engine.step;

import dev.gamelan.engine.run.RunError;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is stored of a step.
 *
 * @param id its author's id and its number
 * @param key {@link StepId#key()}
 * @param kind what it is
 * @param status where it is in its life
 * @param attempt 0 for the first; the next one while it is retrying, the last one when it has ended
 * @param output its result as JSON, when completed
 * @param error why the last attempt failed; of a step that completed after retries, the last failure
 * @param until when a retry is due, a sleep ends, a wait is given up
 * @param subject the event's name, the signal or the function that it is about
 * @param eventId the event that a wait ended with
 * @param took how long the last attempt of the body took
 */
public record StepRecord(
        StepId id,
        String key,
        StepKind kind,
        StepStatus status,
        int attempt,
        Optional<String> output,
        Optional<RunError> error,
        Optional<Instant> until,
        Optional<String> subject,
        Optional<String> eventId,
        Duration took) {

    static StepRecord of(StepId id, String key, StepKind kind, StepStatus status) {
        return new StepRecord(
                id,
                key,
                kind,
                status,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO);
    }

    /** The step with its result. */
    public StepRecord completed(String json) {
        return with(StepStatus.COMPLETED, Optional.of(json), error, until);
    }

    /** The wait that this event ended. */
    public StepRecord resolvedBy(String resolvingEvent, String json) {
        StepRecord done = completed(json);
        return new StepRecord(
                id,
                key,
                kind,
                done.status,
                attempt,
                done.output,
                error,
                until,
                subject,
                Optional.of(resolvingEvent),
                took);
    }

    public StepRecord failed(RunError why) {
        return with(StepStatus.FAILED, Optional.empty(), Optional.of(why), until);
    }

    /** The step before its next attempt. */
    StepRecord retrying(RunError why, Instant due) {
        StepRecord next = with(StepStatus.RETRYING, Optional.empty(), Optional.of(why), Optional.of(due));
        return next.attempt(attempt + 1);
    }

    /** The step, to be attempted again at another time than was intended. */
    public StepRecord dueAt(Instant due) {
        return with(status, output, error, Optional.of(due));
    }

    StepRecord waitingFor(String what, Instant deadline) {
        return new StepRecord(
                id, key, kind, status, attempt, output, error, Optional.of(deadline), Optional.of(what), eventId, took);
    }

    StepRecord waitingUntil(Instant due) {
        return with(status, output, error, Optional.of(due));
    }

    StepRecord took(Duration duration) {
        return new StepRecord(id, key, kind, status, attempt, output, error, until, subject, eventId, duration);
    }

    private StepRecord attempt(int number) {
        return new StepRecord(id, key, kind, status, number, output, error, until, subject, eventId, took);
    }

    private StepRecord with(
            StepStatus newStatus, Optional<String> newOutput, Optional<RunError> newError, Optional<Instant> newUntil) {
        return new StepRecord(id, key, kind, newStatus, attempt, newOutput, newError, newUntil, subject, eventId, took);
    }
}
