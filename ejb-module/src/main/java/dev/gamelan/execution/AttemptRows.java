package dev.gamelan.execution;

import dev.gamelan.database.Bulk;
import dev.gamelan.engine.run.Fingerprint;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import dev.gamelan.engine.trace.Attempt;
import dev.gamelan.engine.trace.Attempt.Outcome;
import dev.gamelan.engine.trace.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Attempts that did not go well, as rows that are inserted many at once. */
final class AttemptRows {

    /** One that is stored twice, because nobody knew whether the first commit had succeeded, is stored once. */
    static final Bulk INSERT = Bulk.insertNew(
            "gamelan.attempt",
            "run_id text",
            "token bigint",
            "step_key text",
            "attempt int",
            "function_id text",
            "step_name text",
            "outcome text",
            "started_at timestamptz",
            "ended_at timestamptz",
            "next_at timestamptz",
            "due_at timestamptz",
            "claimed_at timestamptz",
            "lacked_room boolean",
            "error text",
            "fingerprint text",
            "ends_run boolean");

    private AttemptRows() {}

    /** Whether the step was stored after an attempt that failed. */
    static boolean isFailure(StepRecord step) {
        return step.kind() == StepKind.RUN
                && (step.status() == StepStatus.RETRYING || step.status() == StepStatus.FAILED);
    }

    /** An attempt at a step's body that has failed, for good or not. */
    static Object[] failed(Live run, Claim claim, StepRecord step, Instant now) {
        boolean isLast = step.status() == StepStatus.FAILED;
        Attempt attempt = new Attempt(
                step.key(),
                isLast ? step.attempt() : step.attempt() - 1,
                Outcome.FAILED,
                now.minus(step.took()),
                now,
                isLast ? Optional.empty() : step.until(),
                step.error(),
                claim.laterTurn());
        return row(run, claim.token(), attempt, Optional.of(step.id().id()), false);
    }

    /** A call of the function that has failed and is to be repeated. */
    static Object[] failed(Live run, Claim claim, RunError error, Instant now, Instant next) {
        return row(
                run,
                claim.token(),
                call(claim, Outcome.FAILED, now, Optional.of(next), Optional.of(error)),
                Optional.empty(),
                false);
    }

    /**
     * A call of the function with which its run has failed.
     *
     * @param step whose failure it has passed on, if it did
     */
    static Object[] last(Live run, Claim claim, RunError error, Optional<StepRecord> step, Instant now) {
        // An attempt at a step's body has a row of its own.
        Outcome outcome = step.filter(AttemptRows::isFailure).isPresent() ? Outcome.PASSED_ON : Outcome.FAILED;
        return row(
                run,
                claim.token(),
                call(claim, outcome, now, Optional.empty(), Optional.of(error)),
                step.map(failed -> failed.id().id()),
                true);
    }

    /** A call that ends without blame, because its server stops. */
    static Object[] released(Live run, Claim claim, Instant now) {
        return row(
                run,
                claim.token(),
                call(claim, Outcome.RELEASED, now, Optional.empty(), Optional.empty()),
                Optional.empty(),
                false);
    }

    /** A call whose server died or hung. What is certain is that it was alive when it renewed its lease for the last time. */
    static Object[] lost(Live run, Duration lease) {
        Instant start = run.claimedAt == null ? run.startedAt : run.claimedAt;
        Instant renewed = run.dueAt.minus(lease);
        Attempt attempt = new Attempt(
                Attempt.OF_FUNCTION,
                run.attempt,
                Outcome.LOST,
                start,
                renewed.isAfter(start) ? renewed : start,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return row(run, run.token, attempt, Optional.empty(), false);
    }

    private static Attempt call(
            Claim claim, Outcome outcome, Instant now, Optional<Instant> next, Optional<RunError> error) {
        return new Attempt(
                Attempt.OF_FUNCTION, claim.attempt(), outcome, claim.claimedAt(), now, next, error, claim.laterTurn());
    }

    /** Whether the step was stored after an attempt that went well, which others that had failed came before. */
    static boolean isSuccessAfterFailure(StepRecord step) {
        return step.kind() == StepKind.RUN && step.status() == StepStatus.COMPLETED && step.attempt() > 0;
    }

    /** What one of these rows says. */
    static RunFact fact(Object[] row, Map<String, Live> live) {
        Attempt attempt = new Attempt(
                (String) row[2],
                (int) row[3],
                Outcome.valueOf((String) row[6]),
                (Instant) row[7],
                (Instant) row[8],
                Optional.ofNullable((Instant) row[9]),
                Optional.ofNullable((String) row[13]).map(RunError::parse),
                Optional.empty());
        return RunFact.ofAttempt(
                live.get((String) row[0]), attempt, Optional.ofNullable((String) row[5]), (long) row[1]);
    }

    private static Object[] row(Live run, long token, Attempt attempt, Optional<String> stepName, boolean endsRun) {
        return new Object[] {
            run.runId,
            token,
            attempt.stepKey(),
            attempt.number(),
            run.functionId,
            stepName.orElse(null),
            attempt.outcome().name(),
            attempt.startedAt(),
            attempt.endedAt(),
            attempt.nextAt().orElse(null),
            attempt.turn().map(Turn::dueAt).orElse(null),
            attempt.turn().map(Turn::claimedAt).orElse(null),
            attempt.turn().map(Turn::lackedRoom).orElse(null),
            attempt.error().map(RunError::toJson).orElse(null),
            attempt.error()
                    .map(error -> Fingerprint.of(run.functionId, stepName, error))
                    .orElse(null),
            endsRun
        };
    }
}
