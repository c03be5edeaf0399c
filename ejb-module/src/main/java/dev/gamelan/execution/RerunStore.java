package dev.gamelan.execution;

import dev.gamelan.database.Bulk;
import dev.gamelan.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which request has run which run again. */
@ApplicationScoped
class RerunStore {

    private static final Bulk INSERT = Bulk.insertNew(
            "gamelan.rerun", "request_id text", "origin_run_id text", "run_id text", "created_at timestamptz");

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

    /** Those of these runs that another server has executed, and that are here to be looked at. */
    Set<String> imported(Collection<String> runIds) {
        return Set.copyOf(sql.query(
                "select run_id from gamelan.imported_run where run_id = any(?)",
                row -> row.getString(1),
                Sql.texts(runIds)));
    }

    /**
     * @param origins which runs
     * @param started the runs that repeat them, in the same order
     * @return how many of them this request has not run again before
     */
    int insert(String requestId, List<String> origins, List<String> started, Instant now) {
        return sql.bulk(
                INSERT,
                IntStream.range(0, origins.size())
                        .mapToObj(i -> new Object[] {requestId, origins.get(i), started.get(i), now})
                        .toList());
    }

    /** The runs that repeat this one, the oldest first. */
    List<String> of(String originRunId) {
        return sql.query(
                "select run_id from gamelan.rerun where origin_run_id = ? order by run_id",
                row -> row.getString(1),
                originRunId);
    }
}
