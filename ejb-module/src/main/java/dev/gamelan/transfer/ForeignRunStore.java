package dev.gamelan.transfer;

import dev.gamelan.database.Bulk;
import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.engine.trace.TracedRun;
import dev.gamelan.engine.trace.Turn;
import dev.gamelan.engine.wire.RunDocument;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The rows of runs that other servers have executed. */
@ApplicationScoped
class ForeignRunStore {

    private static final Bulk CLAIM = Bulk.insertNew(
            "gamelan.imported_run",
            "run_id text",
            "imported_at timestamptz",
            "exported_at timestamptz",
            "status text",
            "function text");

    private static final Bulk INSERT_RUN = Bulk.insert(
            "gamelan.ended_run",
            "id text",
            "function_id text",
            "event_id text",
            "status text",
            "attempt int",
            "output text",
            "error text",
            "queued_at timestamptz",
            "started_at timestamptz",
            "ended_at timestamptz",
            "origin_run_id text",
            "parent_run_id text",
            "parent_step text",
            "due_at timestamptz",
            "claimed_at timestamptz",
            "lacked_room boolean");

    private static final Bulk INSERT_STEP = Bulk.insert(
            "gamelan.step",
            "run_id text",
            "step_key text",
            "name text",
            "idx int",
            "kind text",
            "status text",
            "attempt int",
            "blocking boolean",
            "output text",
            "error text",
            "until_at timestamptz",
            "subject text",
            "event_id text",
            "path text",
            "took_micros bigint",
            "began_at timestamptz",
            "recorded_at timestamptz",
            "due_at timestamptz",
            "claimed_at timestamptz",
            "lacked_room boolean",
            "orphaned boolean");

    @Inject
    private Sql sql;

    /** Waits for another transaction that imports the same. @return false when it was imported before */
    boolean claim(RunDocument document, Instant now) {
        return sql.bulk(CLAIM, List.<Object[]>of(new Object[] {
                    document.run().id(),
                    now,
                    document.exportedAt(),
                    document.run().status().name(),
                    document.function().orElse(null)
                }))
                == 1;
    }

    void insert(RunDocument document) {
        RunDocument.Execution run = document.run();
        boolean over = run.status().isTerminal();
        Optional<RunError> error = over ? run.error() : Optional.of(frozen(run.status()));
        sql.bulk(INSERT_RUN, List.<Object[]>of(new Object[] {
            run.id(),
            run.functionId(),
            run.eventId(),
            (over ? run.status() : RunStatus.CANCELLED).name(),
            run.attempt(),
            run.output().orElse(null),
            error.map(RunError::toJson).orElse(null),
            run.queuedAt(),
            run.startedAt().orElse(null),
            run.endedAt().orElse(document.exportedAt()),
            run.originRunId().orElse(null),
            run.parent().map(TracedRun.Parent::runId).orElse(null),
            run.parent().map(TracedRun.Parent::stepKey).orElse(null),
            run.lastTurn().map(Turn::dueAt).orElse(null),
            run.lastTurn().map(Turn::claimedAt).orElse(null),
            run.lastTurn().map(Turn::lackedRoom).orElse(null)
        }));
        sql.bulk(
                INSERT_STEP,
                document.steps().stream().map(step -> row(run.id(), step)).toList());
    }

    /** Of a run that was not over; it is here, as nobody goes on with it. */
    private static RunError frozen(RunStatus status) {
        return RunError.of("Imported", "the run was " + StateNames.of(status) + " when it was exported");
    }

    private static Object[] row(String runId, RunDocument.Step step) {
        return new Object[] {
            runId,
            step.key(),
            step.name(),
            step.index(),
            step.kind().name(),
            step.status().name(),
            step.attempt(),
            false,
            step.output().orElse(null),
            step.error().map(RunError::toJson).orElse(null),
            step.until().orElse(null),
            step.subject().orElse(null),
            step.eventId().orElse(null),
            step.path().orElse(null),
            step.tookMicros(),
            step.beganAt().orElse(null),
            step.recordedAt(),
            step.turn().map(Turn::dueAt).orElse(null),
            step.turn().map(Turn::claimedAt).orElse(null),
            step.turn().map(Turn::lackedRoom).orElse(null),
            step.orphaned() ? true : null
        };
    }

    List<Imported> among(Collection<String> runIds) {
        return sql.query(
                "select run_id, imported_at, exported_at, status from gamelan.imported_run where run_id = any(?)",
                row -> new Imported(
                        row.getString(1),
                        Sql.instant(row, 2),
                        Sql.instant(row, 3),
                        RunStatus.valueOf(row.getString(4))),
                Sql.texts(runIds));
    }

    /** The function of an imported run, as it was there. */
    Optional<String> function(String runId) {
        return sql
                .query("select function from gamelan.imported_run where run_id = ?", row -> row.getString(1), runId)
                .stream()
                .filter(function -> function != null)
                .findFirst();
    }
}
