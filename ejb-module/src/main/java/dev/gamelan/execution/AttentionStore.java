package dev.gamelan.execution;

import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Finds the runs that need attention. */
@ApplicationScoped
class AttentionStore {

    /** They are never due, so the index of what is due has them apart from all that sleep. */
    static final String OF_FUNCTION = """
            select run_id from gamelan.work where function_id = ? and due_at = ? and status = ? and run_id > ?
            order by run_id limit ?
            """;

    @Inject
    private Sql sql;

    /**
     * Those of one function, in the order of their ids.
     *
     * @param after only ids above this one
     */
    List<String> runsOf(String functionId, String after, int most) {
        return sql.query(
                OF_FUNCTION,
                row -> row.getString(1),
                functionId,
                WorkStore.NEVER,
                RunStatus.NEEDS_ATTENTION.name(),
                after,
                most);
    }
}
