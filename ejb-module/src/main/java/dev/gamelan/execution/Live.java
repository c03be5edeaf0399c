package dev.gamelan.execution;

import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.trace.Turn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** A run that is not over, locked: its row of work, as it will be when the transaction commits. */
final class Live {

    /** What {@link #Live(ResultSet)} reads. */
    static final String COLUMNS = "run_id, function_id, event_id, parent_run_id, parent_step, queued_at, started_at,"
            + " status, token, attempt, lost, owner, due_at, waits, error, steps,"
            + " origin_run_id, claimed_at";

    final String runId;
    final String functionId;
    final String eventId;
    final Optional<Claim.Parent> parent;
    final Instant queuedAt;
    /** Null before its first attempt. */
    final Instant startedAt;
    /** Its last claim, or null if it has not been claimed since it was created. */
    final Instant claimedAt;
    /** The run that it repeats, or null. */
    final String originRunId;

    RunStatus status;
    long token;
    int attempt;
    int lost;
    String owner;
    Instant dueAt;
    /** Whether there may be rows of waits, signals or time limits. */
    boolean hasWaits;
    /** Of the attempt before, as JSON, or null. */
    String error;
    /** How many steps were stored at the last claim. */
    final int steps;

    /** The turn that is about to end, unless it is the first. */
    Optional<Turn> turn = Optional.empty();
    /** Of the error with which it fails. */
    Optional<String> fingerprint = Optional.empty();

    boolean isChanged;
    boolean isOver;

    Live(ResultSet row) throws SQLException {
        runId = row.getString(1);
        functionId = row.getString(2);
        eventId = row.getString(3);
        parent = Claim.Parent.of(row.getString(4), row.getString(5));
        queuedAt = Sql.instant(row, 6);
        startedAt = Sql.nullableInstant(row, 7);
        status = RunStatus.valueOf(row.getString(8));
        token = row.getLong(9);
        attempt = row.getInt(10);
        lost = row.getInt(11);
        owner = row.getString(12);
        dueAt = Sql.instant(row, 13);
        hasWaits = row.getBoolean(14);
        error = row.getString(15);
        steps = row.getInt(16);
        originRunId = row.getString(17);
        claimedAt = Sql.nullableInstant(row, 18);
    }

    /** Whether whoever made this claim may still record something. */
    boolean belongsTo(Claim claim) {
        return !isOver && token == claim.token();
    }

    /**
     * Nobody works on it until it is due. The claim that it had is worth nothing any more.
     *
     * @param failure of this attempt, or null
     */
    void park(RunStatus next, Instant due, int nextAttempt, RunError failure) {
        become(next);
        error = failure == null ? null : failure.toJson();
        owner = null;
        dueAt = due;
        token++;
        attempt = nextAttempt;
        lost = 0;
    }

    /** Gives it back without blame. What the call that goes on wants to store later is refused: the run starts again. */
    void release(Instant now) {
        become(RunStatus.QUEUED);
        token++;
        owner = null;
        dueAt = now;
    }

    /** There is a reason to go on. If somebody works on it already, he finds out when he wants to park it. */
    void wake(Instant now) {
        // Not in the middle of a back-off of the function itself, and not while its code does not fit.
        if (owner == null && attempt == 0 && !needsAttention() && dueAt.isAfter(now)) {
            dueAt = now;
            isChanged = true;
        }
    }

    /** Whether the function itself has failed and will be called again later. */
    boolean waitsForRetry(Instant now) {
        return owner == null && attempt > 0 && dueAt.isAfter(now);
    }

    boolean needsAttention() {
        return status == RunStatus.NEEDS_ATTENTION;
    }

    /** The code is said to fit again; it is called as soon as somebody has room. */
    void resume(Instant now) {
        become(RunStatus.QUEUED);
        error = null;
        dueAt = now;
    }

    /** It is due now, whatever it waited for. */
    void hurry(Instant now) {
        if (dueAt.isAfter(now)) {
            dueAt = now;
            isChanged = true;
        }
    }

    /** It is over; its row of work goes, and one of history comes. */
    void end(RunStatus terminal) {
        become(terminal);
        isOver = true;
    }

    /** Whoever holds the lock decides; if the state does not allow it, something is badly wrong. */
    private void become(RunStatus next) {
        if (!status.canBecome(next)) {
            throw new IllegalStateException(
                    "run " + runId + " is " + status + " and cannot become " + next + "; nothing was recorded");
        }
        status = next;
        isChanged = true;
    }
}
