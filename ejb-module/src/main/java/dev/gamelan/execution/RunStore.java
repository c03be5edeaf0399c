package dev.gamelan.execution;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of runs. Terminal states never change: every update says from which states it may lead. */
@ApplicationScoped
class RunStore {

    private static final String SELECT = """
            select new dev.gamelan.execution.RunRecord(
                r.id, r.functionId, r.eventId, r.status, r.attempt, r.output, r.error, r.queuedAt, r.startedAt, r.endedAt)
            from Run r
            """;

    @PersistenceContext(unitName = "gamelan")
    private EntityManager entities;

    @Inject
    private Sql sql;

    /** Those that this node has claimed are running from the start. */
    void insert(List<Created> created, Instant now) {
        sql.batch(
                """
                insert into gamelan.run (id, function_id, event_id, status, attempt, queued_at, started_at)
                values (?, ?, ?, ?, 0, ?, ?)
                """,
                created.stream()
                        .map(run -> new Object[] {
                            run.claim().runId(),
                            run.claim().functionId(),
                            run.claim().eventId(),
                            (run.isMine() ? RunStatus.RUNNING : RunStatus.QUEUED).name(),
                            now,
                            run.isMine() ? now : null
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

    void started(List<Claim> claims, Instant now) {
        sql.batch(
                """
                update gamelan.run set status = 'RUNNING', attempt = ?, started_at = coalesce(started_at, ?)
                where id = ? and status in ('QUEUED', 'RUNNING')
                """,
                claims.stream()
                        .map(claim -> new Object[] {claim.attempt(), now, claim.runId()})
                        .toList());
    }

    boolean completed(String id, String output, Instant now) {
        return sql.update("""
                        update gamelan.run set status = 'COMPLETED', output = ?, ended_at = ?
                        where id = ? and status = 'RUNNING'
                        """, output, now, id) == 1;
    }

    boolean failed(String id, RunError error, Instant now) {
        return sql.update("""
                        update gamelan.run set status = 'FAILED', error = ?, ended_at = ?
                        where id = ? and status = 'RUNNING'
                        """, error.toJson(), now, id) == 1;
    }

    boolean retrying(String id, RunError error) {
        return sql.update(
                        "update gamelan.run set status = 'QUEUED', error = ? where id = ? and status = 'RUNNING'",
                        error.toJson(),
                        id)
                == 1;
    }
}
