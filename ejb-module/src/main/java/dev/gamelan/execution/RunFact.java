package dev.gamelan.execution;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import dev.gamelan.engine.telemetry.SpanIds;
import dev.gamelan.engine.trace.Attempt;
import dev.gamelan.engine.trace.TracedStep;
import dev.gamelan.telemetry.FinishedSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something of a run that is over: all of its span that is known at once. Its trace is that of the event.
 *
 * @param level what of the run it is
 * @param stepKey the step, or empty
 * @param number of the attempt
 * @param token of the claim under which the function was called, else 0
 * @param start empty when only the step's row knows
 */
record RunFact(
        String runId,
        String eventId,
        Level level,
        String stepKey,
        int number,
        long token,
        String name,
        FinishedSpan.Kind kind,
        Optional<Instant> start,
        Instant end,
        Map<String, Object> attributes,
        Optional<RunError> error) {

    /** Thousands of them may be waiting. */
    private static final int MOST_CHARACTERS = 8 * 1024;

    /** What there are spans of. */
    enum Level {
        RUN,
        STEP,
        ATTEMPT
    }

    RunFact {
        error = error.map(why -> new RunError(why.name(), cut(why.message()), cut(why.stack())));
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }

    /** Its own; computed by whoever makes the span, and not by the thread that commits. */
    String spanId() {
        return switch (level) {
            case RUN -> SpanIds.ofRun(runId);
            case STEP -> SpanIds.ofStep(runId, stepKey);
            case ATTEMPT -> SpanIds.ofAttempt(runId, stepKey, number, token);
        };
    }

    /** What it is a part of; empty for the run itself, which follows from its event. */
    Optional<String> parentId() {
        if (level == Level.RUN) {
            return Optional.empty();
        }
        boolean isOfRun = level == Level.STEP || stepKey.equals(Attempt.OF_FUNCTION);
        return Optional.of(isOfRun ? SpanIds.ofRun(runId) : SpanIds.ofStep(runId, stepKey));
    }

    /** @param error why it has not completed, or null */
    static RunFact ofRun(Live run, RunError error, Instant now) {
        Instant start = run.startedAt == null ? now : run.startedAt;
        Map<String, Object> attributes = attributes(run);
        attributes.put("faas.trigger", "pubsub");
        attributes.put("faas.invocation_id", run.runId);
        attributes.put("gamelan.status", StateNames.of(run.status));
        attributes.put("gamelan.attempt", (long) run.attempt);
        attributes.put(
                "gamelan.queued_ms", Duration.between(run.queuedAt, start).toMillis());
        if (run.originRunId != null) {
            attributes.put("gamelan.run.origin_id", run.originRunId);
        }
        return new RunFact(
                run.runId,
                run.eventId,
                Level.RUN,
                Attempt.OF_FUNCTION,
                run.attempt,
                0,
                run.functionId,
                FinishedSpan.Kind.CONSUMER,
                Optional.of(start),
                now,
                attributes,
                Optional.ofNullable(error).filter(why -> run.status != RunStatus.COMPLETED));
    }

    /** A step that has its result. */
    static RunFact ofStep(Live run, StepRecord step, Instant now) {
        boolean isBody = step.kind() == StepKind.RUN;
        boolean isAtOnce = step.kind() == StepKind.SEND_EVENT || step.kind() == StepKind.SEND_SIGNAL;
        Map<String, Object> attributes = attributes(run, step);
        attributes.put("gamelan.status", StateNames.of(step.status()));
        attributes.put("gamelan.attempt", (long) step.attempt());
        step.subject().ifPresent(subject -> attributes.put("gamelan.step.subject", subject));
        step.eventId().ifPresent(event -> attributes.put("gamelan.step.event_id", event));
        return new RunFact(
                run.runId,
                run.eventId,
                Level.STEP,
                step.key(),
                step.attempt(),
                0,
                step.id().id(),
                step.kind() == StepKind.SEND_EVENT || step.kind() == StepKind.INVOKE
                        ? FinishedSpan.Kind.PRODUCER
                        : FinishedSpan.Kind.INTERNAL,
                // The others began earlier: with their first attempts, or when they began to wait.
                isAtOnce || (isBody && step.attempt() == 0) ? Optional.of(now.minus(step.took())) : Optional.empty(),
                new TracedStep(step, now, Optional.empty(), false, Optional.empty(), Optional.empty()).endedAt(),
                attributes,
                step.error().filter(why -> step.status() == StepStatus.FAILED));
    }

    /** The attempt with which a step has completed, after others that have failed. */
    static RunFact ofLastAttempt(Live run, StepRecord step, Instant now) {
        Map<String, Object> attributes = attributes(run, step);
        attributes.put("gamelan.attempt", (long) step.attempt());
        attributes.put("gamelan.status", StateNames.of(step.status()));
        return new RunFact(
                run.runId,
                run.eventId,
                Level.ATTEMPT,
                step.key(),
                step.attempt(),
                0,
                attemptName(step.id().id(), step.attempt()),
                FinishedSpan.Kind.INTERNAL,
                Optional.of(now.minus(step.took())),
                now,
                attributes,
                Optional.empty());
    }

    /**
     * An attempt that did not go well.
     *
     * @param name of the step; empty when it is a call of the function
     * @param token of the claim under which it was made
     */
    static RunFact ofAttempt(Live run, Attempt attempt, Optional<String> name, long token) {
        boolean isCall = attempt.stepKey().equals(Attempt.OF_FUNCTION);
        Map<String, Object> attributes = attributes(run);
        name.filter(step -> !isCall).ifPresent(step -> attributes.put("gamelan.step.id", step));
        attributes.put("gamelan.attempt", (long) attempt.number());
        attributes.put("gamelan.status", StateNames.of(attempt.outcome()));
        return new RunFact(
                run.runId,
                run.eventId,
                Level.ATTEMPT,
                attempt.stepKey(),
                attempt.number(),
                isCall ? token : 0,
                attemptName(isCall ? run.functionId : name.orElse(attempt.stepKey()), attempt.number()),
                FinishedSpan.Kind.INTERNAL,
                Optional.of(attempt.startedAt()),
                attempt.endedAt(),
                attributes,
                attempt.error());
    }

    /** People count from 1, as the dashboard does. */
    private static String attemptName(String name, int number) {
        return name + " attempt " + (number + 1);
    }

    private static Map<String, Object> attributes(Live run) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("gamelan.run.id", run.runId);
        attributes.put("gamelan.function.id", run.functionId);
        return attributes;
    }

    private static Map<String, Object> attributes(Live run, StepRecord step) {
        Map<String, Object> attributes = attributes(run);
        attributes.put("gamelan.step.id", step.id().id());
        attributes.put("gamelan.step.kind", StateNames.of(step.kind()));
        return attributes;
    }
}
