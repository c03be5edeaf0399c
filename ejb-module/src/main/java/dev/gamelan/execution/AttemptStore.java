package dev.gamelan.execution;

import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.trace.Attempt;
import dev.gamelan.engine.trace.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rows of attempts that did not go well, written in the transaction that stores what follows from them. Of attempts that go
 * well there is none: a run in which nothing unusual happens writes nothing here.
 */
@ApplicationScoped
class AttemptStore {

    private static final String OF_RUN = """
        select step_key, attempt, outcome, started_at, ended_at, next_at, error, due_at, claimed_at, lacked_room
        from gamelan.attempt where run_id = ? order by started_at
        """;

    @Inject
    private Sql sql;

    void insert(List<Object[]> rows) {
        sql.bulk(AttemptRows.INSERT, rows);
    }

    /** In the order in which they began. */
    List<Attempt> of(String runId) {
        return sql.query(OF_RUN, AttemptStore::read, runId);
    }

    private static Attempt read(ResultSet row) throws SQLException {
        return new Attempt(
                row.getString(1),
                row.getInt(2),
                Attempt.Outcome.valueOf(row.getString(3)),
                Sql.instant(row, 4),
                Sql.instant(row, 5),
                Optional.ofNullable(Sql.nullableInstant(row, 6)),
                Optional.ofNullable(row.getString(7)).map(RunError::parse),
                turn(row, 8));
    }

    /** @param column of the first of the three */
    static Optional<Turn> turn(ResultSet row, int column) throws SQLException {
        Instant claimed = Sql.nullableInstant(row, column + 1);
        return claimed == null
                ? Optional.empty()
                : Optional.of(new Turn(Sql.instant(row, column), claimed, row.getBoolean(column + 2)));
    }
}
