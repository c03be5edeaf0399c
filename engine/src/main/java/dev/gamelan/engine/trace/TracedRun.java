package dev.gamelan.engine.trace;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A run, and the event that started it.
 *
 * @param attempt of the function's body, 0 for the first
 * @param startedAt when it was first claimed
 * @param output what the function returned, as JSON
 * @param error why the last attempt failed, or the run has ended
 * @param eventJson the event, unless it is not stored any more
 * @param startAt when it could be started for the first time
 * @param originRunId the run that it repeats
 * @param parent the step that waits for it
 * @param lastTurn the turn in which it ended, if that was not its first
 * @param work what is to be done, if it lives
 */
public record TracedRun(
        String id,
        String functionId,
        RunStatus status,
        int attempt,
        Instant queuedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<String> output,
        Optional<RunError> error,
        String eventId,
        Optional<String> eventJson,
        Instant startAt,
        Optional<String> originRunId,
        Optional<Parent> parent,
        Optional<Turn> lastTurn,
        Optional<Work> work) {

    /** The run with what is known of its event. */
    public TracedRun with(String event, Instant dueAt) {
        return new TracedRun(
                id,
                functionId,
                status,
                attempt,
                queuedAt,
                startedAt,
                endedAt,
                output,
                error,
                eventId,
                Optional.of(event),
                dueAt,
                originRunId,
                parent,
                lastTurn,
                work);
    }

    /** A step of another run. */
    public record Parent(String runId, String stepKey) {}

    /**
     * What is to be done of a run that lives.
     *
     * @param dueAt when; while a server works on it, the end of its lease
     * @param isClaimed whether a server works on it, or did when it died
     * @param claimedAt the last time at which one began
     */
    public record Work(Instant dueAt, boolean isClaimed, Optional<Instant> claimedAt) {

        boolean isWorkedOn(Instant now) {
            return isClaimed && dueAt.isAfter(now);
        }
    }
}
