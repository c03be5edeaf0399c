package dev.gamelan.engine.wire;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunIds;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepStatus;
import dev.gamelan.engine.trace.Attempt;
import dev.gamelan.engine.trace.TracedRun;
import dev.gamelan.engine.trace.Turn;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run with all that is known of it, as one server writes it down and another reads it:
 * {@code {"format": "gamelan-run", "version": 1, "exported_at": "…", "run": {…}, "parent": {…}, "last_turn": {…}, "event": {…}, "steps": […],
 * "attempts": […], "function": {…}}}. Members that are not known are left out; documents of earlier versions have no {@code parent}, {@code
 * last_turn} and {@code attempts}, and less of their steps.
 *
 * @param exportedAt when it was written
 * @param attempts those that did not go well, in the order in which they began
 * @param function as it was registered then, as JSON; empty when the server did not know it any more
 */
public record RunDocument(
        Instant exportedAt,
        Execution run,
        Optional<Event> event,
        List<Step> steps,
        List<Attempt> attempts,
        Optional<String> function) {

    /** The value of {@code format}. */
    public static final String FORMAT = "gamelan-run";

    /** The only value of {@code version} that there is. */
    public static final int VERSION = 1;

    /** Largest document, in bytes. */
    public static final int MAX_BYTES = 32 * 1024 * 1024;

    /**
     * The run itself.
     *
     * @param output as JSON
     * @param parent the step that waited for it
     * @param lastTurn the turn in which it ended, if that was not its first
     */
    public record Execution(
            String id,
            String functionId,
            String eventId,
            RunStatus status,
            int attempt,
            Instant queuedAt,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<String> originRunId,
            Optional<String> output,
            Optional<RunError> error,
            Optional<TracedRun.Parent> parent,
            Optional<Turn> lastTurn) {}

    /** The event that started it; {@code data}, {@code user} and {@code meta} as JSON. */
    public record Event(
            String internalId,
            Optional<String> externalId,
            String name,
            String data,
            Optional<String> user,
            Optional<String> meta,
            Optional<String> version,
            Instant timestamp,
            Instant receivedAt) {}

    /**
     * A step.
     *
     * @param output as JSON
     * @param until when a retry was due, a sleep ended, a wait was given up
     * @param path what an event had to have in common with the run's own, if it waited for such a one
     * @param beganAt when it began to wait, if it is a wait
     * @param turn of the run in which it was last stored, if that was not its first
     * @param orphaned whether the function had not asked for it any more
     */
    public record Step(
            String key,
            String name,
            int index,
            StepKind kind,
            StepStatus status,
            int attempt,
            Optional<String> output,
            Optional<RunError> error,
            Optional<Instant> until,
            Optional<String> subject,
            Optional<String> eventId,
            Optional<String> path,
            long tookMicros,
            Optional<Instant> beganAt,
            Instant recordedAt,
            Optional<Turn> turn,
            boolean orphaned) {}

    /**
     * What would make the run come before those of this server in lists, or keep it from ever becoming old. Nothing when there is no such
     * thing.
     *
     * @param latest so late its times may be
     * @return names the first member that is later, and says what can be done
     */
    public Optional<String> tooLate(Instant latest) {
        Map<String, Instant> times = new LinkedHashMap<>();
        times.put("run.run_id", RunIds.createdAt(run.id()));
        times.put("run.queued_at", run.queuedAt());
        run.startedAt().ifPresent(time -> times.put("run.run_started_at", time));
        run.endedAt().ifPresent(time -> times.put("run.ended_at", time));
        event.ifPresent(cause -> times.put("event.received_at", cause.receivedAt()));
        times.put("exported_at", exportedAt);
        return times.entrySet().stream()
                .filter(time -> time.getValue().isAfter(latest))
                .map(time -> time.getKey() + " must be of " + latest + " at the latest, is of " + time.getValue()
                        + (time.getKey().equals("run.run_id")
                                ? ": lists are in the order of ids, whose first ten characters are their time; give the run another one"
                                : ": lists and retention go by it; was the clock of the other server wrong?"))
                .findFirst();
    }

    /** @throws InvalidEventException naming what is wrong */
    public static RunDocument parse(byte[] body) {
        return RunDocumentReader.read(body);
    }
}
