package dev.gamelan.execution;

import dev.gamelan.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which request has run which run again. */
@ApplicationScoped
class RerunStore {

    @Inject
    private Sql sql;

    /**
     * Waits for another transaction that claims the same.
     *
     * @return the run that this request has started already
     */
    Optional<String> claim(String requestId, String originRunId, Instant now) {
        int inserted = sql.update(
                "insert into gamelan.rerun (request_id, origin_run_id, run_id, created_at) values (?, ?, '', ?)"
                        + " on conflict do nothing",
                requestId,
                originRunId,
                now);
        return inserted == 1
                ? Optional.empty()
                : Optional.of(sql.query(
                                "select run_id from gamelan.rerun where request_id = ? and origin_run_id = ?",
                                row -> row.getString(1),
                                requestId,
                                originRunId)
                        .get(0));
    }

    void started(String requestId, String originRunId, String runId) {
        sql.update(
                "update gamelan.rerun set run_id = ? where request_id = ? and origin_run_id = ?",
                runId,
                requestId,
                originRunId);
    }

    /** Whether this run was executed by another server, and is here to be looked at. */
    boolean isImported(String runId) {
        return !sql.query("select 1 from gamelan.imported_run where run_id = ?", row -> row.getInt(1), runId)
                .isEmpty();
    }

    /** The runs that repeat this one, the oldest first. */
    List<String> of(String originRunId) {
        return sql.query(
                "select run_id from gamelan.rerun where origin_run_id = ? order by run_id",
                row -> row.getString(1),
                originRunId);
    }
}
