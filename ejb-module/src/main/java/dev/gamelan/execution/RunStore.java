package dev.gamelan.execution;

import dev.gamelan.database.Bulk;
import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of runs. Terminal states never change: every update says from which states it may lead, by {@link RunStatus}. */
@ApplicationScoped
class RunStore {

    private static final String SELECT = """
            select new dev.gamelan.execution.RunRecord(
                r.id, r.functionId, r.eventId, r.status, r.attempt, r.output, r.error, r.queuedAt, r.startedAt, r.endedAt)
            from Run r
            """;

    private static final Bulk INSERT = Bulk.insert(
            "gamelan.run",
            "id text",
            "function_id text",
            "event_id text",
            "status text",
            "attempt int",
            "queued_at timestamptz",
            "started_at timestamptz",
            "parent_run_id text",
            "parent_step text");

    private static final Bulk STARTED = transition(RunStatus.RUNNING, "attempt int", "started_at timestamptz");
    private static final Bulk STARTED_AGAIN = transition(RunStatus.RUNNING, "attempt int");
    private static final Bulk PARKED = transition(RunStatus.WAITING, "error text");
    private static final Bulk COMPLETED = transition(RunStatus.COMPLETED, "output text", "ended_at timestamptz");
    private static final Bulk FAILED = transition(RunStatus.FAILED, "error text", "ended_at timestamptz");
    private static final Bulk CANCELLED = transition(RunStatus.CANCELLED, "error text", "ended_at timestamptz");

    @PersistenceContext(unitName = "gamelan")
    private EntityManager entities;

    @Inject
    private Sql sql;

    /** Those that this node has claimed are running from the start. */
    void insert(List<Created> created, Instant now) {
        sql.bulk(
                INSERT,
                created.stream()
                        .map(run -> new Object[] {
                            run.claim().runId(),
                            run.claim().functionId(),
                            run.claim().eventId(),
                            (run.isMine() ? RunStatus.RUNNING : RunStatus.QUEUED).name(),
                            0,
                            now,
                            run.isMine() ? now : null,
                            run.claim().parent().map(Claim.Parent::runId).orElse(null),
                            run.claim().parent().map(Claim.Parent::stepKey).orElse(null)
                        })
                        .toList());
    }

    Optional<RunRecord> find(String id) {
        return entities.createQuery(SELECT + "where r.id = :id", RunRecord.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    List<RunRecord> findByEvent(String eventId) {
        return entities.createQuery(SELECT + "where r.eventId = :eventId order by r.id", RunRecord.class)
                .setParameter("eventId", eventId)
                .getResultList();
    }

    /** @param runAttemptTime runs that are worked on for the first time */
    void startedFirst(List<Object[]> runAttemptTime) {
        changeAll(STARTED, withStatus(RunStatus.RUNNING, runAttemptTime));
    }

    /** @param runAttempt runs that are worked on again */
    void startedAgain(List<Object[]> runAttempt) {
        changeAll(
                STARTED_AGAIN,
                runAttempt.stream()
                        .map(row -> new Object[] {row[0], RunStatus.RUNNING.name(), row[1]})
                        .toList());
    }

    /** @param runStatusError runs that wait, or will be tried again: the error of their last attempt, or null */
    void parked(List<Object[]> runStatusError) {
        changeAll(PARKED, runStatusError);
    }

    /** @param runOutputEnded runs that are over */
    void completed(List<Object[]> runOutputEnded) {
        changeAll(COMPLETED, withStatus(RunStatus.COMPLETED, runOutputEnded));
    }

    /** @param runErrorEnded runs that are over */
    void failed(List<Object[]> runErrorEnded) {
        changeAll(FAILED, withStatus(RunStatus.FAILED, runErrorEnded));
    }

    /** @param runErrorEnded runs that are over */
    void cancelled(List<Object[]> runErrorEnded) {
        changeAll(CANCELLED, withStatus(RunStatus.CANCELLED, runErrorEnded));
    }

    private static List<Object[]> withStatus(RunStatus status, List<Object[]> rows) {
        return rows.stream()
                .map(row -> new Object[] {row[0], status.name(), row[1], row[2]})
                .toList();
    }

    /** Whoever holds the lock on a run's work decides; if its row does not agree, something is badly wrong. */
    private void changeAll(Bulk statement, List<Object[]> rows) {
        int changed = sql.bulk(statement, rows);
        if (changed != rows.size()) {
            throw new IllegalStateException("of " + rows.size() + " runs only " + changed
                    + " were in a state that could change like this; nothing was recorded: " + statement.each());
        }
    }

    private static Bulk transition(RunStatus to, String... values) {
        List<String> columns = new ArrayList<>(List.of("status text"));
        columns.addAll(List.of(values));
        return Bulk.update("gamelan.run", List.of("id text"), columns).where("status", "in (" + statuses(to) + ")");
    }

    private static String statuses(RunStatus to) {
        return to.predecessors().stream().map(status -> "'" + status + "'").collect(Collectors.joining(", "));
    }
}
