package dev.gamelan.execution;

import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.trace.TracedRun;
import dev.gamelan.engine.trace.TracedStep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads all that is stored of one run. */
@ApplicationScoped
class TraceStore {

    private static final String RUN = """
        select function_id, event_id, status, attempt, output, error, queued_at, started_at, ended_at, origin_run_id,
            parent_run_id, parent_step, due_at, claimed_at, lacked_room, cast(null as varchar(26))
        from gamelan.ended_run where id = ?
        union all
        select function_id, event_id, status, attempt, cast(null as text), error, queued_at, started_at,
            cast(null as timestamp(6) with time zone), origin_run_id, parent_run_id, parent_step, due_at, claimed_at,
            false, owner
        from gamelan.work where run_id = ?
        """;

    /** The columns of {@link StepStore#read} come first. */
    private static final String STEPS = """
        select run_id, step_key, name, idx, kind, status, attempt, output, error, until_at, subject, event_id, took_micros,
            recorded_at, began_at, blocking, path, due_at, claimed_at, lacked_room
        from gamelan.step where run_id = ? order by recorded_at
        """;

    @Inject
    private Sql sql;

    /** A run that another has invoked. */
    record Invoked(String runId, String eventId, String parentRunId, RunStatus status) {}

    /** What the row says; of its event no more than the id. */
    Optional<TracedRun> run(String runId) {
        return sql.query(RUN, row -> readRun(runId, row), runId, runId).stream().findFirst();
    }

    List<TracedStep> steps(String runId) {
        return sql.query(STEPS, TraceStore::readStep, runId);
    }

    /** The runs that these events have started. */
    List<Invoked> runsOf(Collection<String> eventIds) {
        return sql.query(
                """
                select id, event_id, parent_run_id, status from gamelan.ended_run where event_id = any(?)
                union all select run_id, event_id, parent_run_id, status from gamelan.work where event_id = any(?)
                """,
                row -> new Invoked(
                        row.getString(1), row.getString(2), row.getString(3), RunStatus.valueOf(row.getString(4))),
                Sql.texts(eventIds),
                Sql.texts(eventIds));
    }

    Instant now() {
        return sql.now();
    }

    private static TracedRun readRun(String runId, ResultSet row) throws SQLException {
        RunStatus status = RunStatus.valueOf(row.getString(3));
        Instant queued = Sql.instant(row, 7);
        String parent = row.getString(11);
        return new TracedRun(
                runId,
                row.getString(1),
                status,
                row.getInt(4),
                queued,
                Optional.ofNullable(Sql.nullableInstant(row, 8)),
                Optional.ofNullable(Sql.nullableInstant(row, 9)),
                Optional.ofNullable(row.getString(5)),
                Optional.ofNullable(row.getString(6)).map(RunError::parse),
                row.getString(2),
                Optional.empty(),
                queued,
                Optional.ofNullable(row.getString(10)),
                parent == null ? Optional.empty() : Optional.of(new TracedRun.Parent(parent, row.getString(12))),
                status.isTerminal() ? AttemptStore.turn(row, 13) : Optional.empty(),
                status.isTerminal() ? Optional.empty() : Optional.of(readWork(row)));
    }

    private static TracedRun.Work readWork(ResultSet row) throws SQLException {
        return new TracedRun.Work(
                Sql.instant(row, 13), row.getString(16) != null, Optional.ofNullable(Sql.nullableInstant(row, 14)));
    }

    private static TracedStep readStep(ResultSet row) throws SQLException {
        return new TracedStep(
                StepStore.read(row),
                Sql.instant(row, 14),
                Optional.ofNullable(Sql.nullableInstant(row, 15)),
                row.getBoolean(16),
                Optional.ofNullable(row.getString(17)),
                AttemptStore.turn(row, 18));
    }
}
