package dev.gamelan.execution;

import dev.gamelan.database.Bulk;
import dev.gamelan.database.Sql;
import dev.gamelan.engine.trace.Turn;
import dev.gamelan.engine.run.RunStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs as they are seen from outside, and the rows of those that have ended: inserted in the commit that deletes their work,
 * and never changed.
 */
@ApplicationScoped
class RunStore {

    private static final String SELECT = """
        select new dev.gamelan.execution.RunRecord(
            r.id, r.functionId, r.eventId, r.status, r.attempt, r.output, r.error, r.queuedAt, r.startedAt, r.endedAt,
            r.originRunId)
        from Run r
        """;

    private static final String BRIEF_OF_LIVE =
            "select run_id, function_id, event_id, status, parent_run_id from gamelan.work where ";

    private static final String BRIEF_OF_ENDED =
            "select id, function_id, event_id, status, parent_run_id from gamelan.ended_run where ";

    private static final List<String> COLUMNS = List.of(
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
            "parent_run_id text",
            "parent_step text",
            "origin_run_id text");

    private static final Bulk INSERT = Bulk.insert("gamelan.ended_run", COLUMNS.toArray(String[]::new));

    /** Runs that have ended in a later turn, or failed. Most have done neither, and do not pay for it. */
    private static final Bulk INSERT_WITH_MORE = Bulk.insert(
            "gamelan.ended_run",
            Stream.concat(
                            COLUMNS.stream(),
                            Stream.of(
                                    "due_at timestamptz",
                                    "claimed_at timestamptz",
                                    "lacked_room boolean",
                                    "error_fingerprint text"))
                    .toArray(String[]::new));

    @PersistenceContext(unitName = "gamelan")
    private EntityManager entities;

    @Inject
    private Sql sql;

    /**
     * How a run has ended.
     *
     * @param output as JSON, or null
     * @param error as JSON, or null
     */
    record Ended(Live run, String output, String error) {}

    void insert(List<Ended> ended, Instant now) {
        boolean more =
                ended.stream().map(Ended::run).anyMatch(run -> run.turn.isPresent() || run.fingerprint.isPresent());
        sql.bulk(
                more ? INSERT_WITH_MORE : INSERT,
                ended.stream()
                        .map(end -> new Object[] {
                            end.run().runId,
                            end.run().functionId,
                            end.run().eventId,
                            end.run().status.name(),
                            end.run().attempt,
                            end.output(),
                            end.error(),
                            end.run().queuedAt,
                            end.run().startedAt,
                            now,
                            end.run().parent.map(Claim.Parent::runId).orElse(null),
                            end.run().parent.map(Claim.Parent::stepKey).orElse(null),
                            end.run().originRunId,
                            end.run().turn.map(Turn::dueAt).orElse(null),
                            end.run().turn.map(Turn::claimedAt).orElse(null),
                            end.run().turn.map(Turn::lackedRoom).orElse(null),
                            end.run().fingerprint.orElse(null)
                        })
                        .toList());
    }

    /** Until the transaction ends, nobody deletes this run or what it needs; does nothing if it is not over. */
    void lockEnded(String id) {
        sql.query("select id from gamelan.ended_run where id = ? for update", row -> row.getString(1), id);
    }

    /** The same for several, in the order of their ids. */
    void lockEnded(Collection<String> ids) {
        sql.query(
                "select id from gamelan.ended_run where id = any(?) order by id for update",
                row -> row.getString(1),
                Sql.texts(ids));
    }

    /** First those that live: one that ends in between is found among the others. */
    Map<String, RunBrief> briefs(Collection<String> ids) {
        Map<String, RunBrief> byId = new HashMap<>();
        Stream.of(BRIEF_OF_LIVE + "run_id = any(?)", BRIEF_OF_ENDED + "id = any(?)")
                .flatMap(query -> sql.query(query, RunStore::brief, Sql.texts(ids)).stream())
                .forEach(run -> byId.put(run.id(), run));
        return byId;
    }

    List<RunBrief> briefsByEvent(Collection<String> eventIds) {
        Map<String, RunBrief> byId = new HashMap<>();
        Stream.of(BRIEF_OF_LIVE, BRIEF_OF_ENDED)
                .flatMap(query -> sql.query(query + "event_id = any(?)", RunStore::brief, Sql.texts(eventIds)).stream())
                .forEach(run -> byId.put(run.id(), run));
        return List.copyOf(byId.values());
    }

    private static RunBrief brief(ResultSet row) throws SQLException {
        return new RunBrief(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                RunStatus.valueOf(row.getString(4)),
                Optional.ofNullable(row.getString(5)));
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
}
