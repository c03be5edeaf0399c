package dev.gamelan.execution;

import dev.gamelan.database.Bulk;
import dev.gamelan.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which recorded steps nobody asks for any more: the function has returned without them, its code was changed. */
@ApplicationScoped
class OrphanStore {

    private static final Bulk MARK =
            Bulk.update("gamelan.step", List.of("run_id text", "step_key text"), List.of("orphaned boolean"));

    private static final String SELECT = "select step_key from gamelan.step where run_id = ? and orphaned";

    @Inject
    private Sql sql;

    static Object[] row(String runId, String stepKey) {
        return new Object[] {runId, stepKey, true};
    }

    void mark(List<Object[]> rows) {
        sql.bulk(MARK, rows);
    }

    /** The keys of those of this run. */
    Set<String> of(String runId) {
        return new HashSet<>(sql.query(SELECT, row -> row.getString(1), runId));
    }
}
