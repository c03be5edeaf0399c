package dev.gamelan.statistics;

import dev.gamelan.database.Sql;
import dev.gamelan.metrics.Durations;
import dev.gamelan.metrics.RunFigures;
import dev.gamelan.platform.Node;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of what happened. */
@ApplicationScoped
class StatisticsStore {

    static final String SELECT = """
            select begins_at, created, started, completed, failed, cancelled, events, queue_wait, run_duration
            from gamelan.statistics where grain = ? and function_id = ? and begins_at >= ? and begins_at < ?
            order by grain, function_id, begins_at, incarnation
            """;

    static final String FAILING = """
            select function_id, sum(completed), sum(failed), sum(cancelled) from gamelan.statistics
            where grain = ? and begins_at >= ? and begins_at < ? and function_id <> ''
            group by function_id having sum(failed) > 0 order by 3 desc, 1 limit ?
            """;

    private static final String UPDATE = """
            update gamelan.statistics set created = ?, started = ?, completed = ?, failed = ?, cancelled = ?, events = ?,
                queue_wait = ?, run_duration = ?
            where grain = ? and function_id = ? and begins_at = ? and incarnation = ?
            """;

    private static final String INSERT = """
            insert into gamelan.statistics (created, started, completed, failed, cancelled, events, queue_wait, run_duration,
                grain, function_id, begins_at, incarnation)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    @Inject
    private Sql sql;

    @Inject
    private Node node;

    /** What is stored of one interval, by one server. */
    record Row(Instant beginsAt, Figures figures) {}

    Instant now() {
        return sql.now();
    }

    void write(List<Ledger.Entry> entries) {
        List<Object[]> rows = entries.stream().map(this::row).toList();
        int[] updated = sql.batch(UPDATE, rows);
        List<Object[]> fresh = new ArrayList<>();
        for (int i = 0; i < updated.length; i++) {
            if (updated[i] == 0) {
                fresh.add(rows.get(i));
            }
        }
        sql.batch(INSERT, fresh);
    }

    private Object[] row(Ledger.Entry entry) {
        RunFigures runs = entry.figures().runs();
        return new Object[] {
            runs.created(),
            runs.started(),
            runs.completed(),
            runs.failed(),
            runs.cancelled(),
            entry.figures().events(),
            runs.queueWait().toText(),
            runs.runDuration().toText(),
            entry.grain().name(),
            entry.functionId(),
            entry.beginsAt(),
            node.incarnation()
        };
    }

    /** In the order of time; of each interval as many as there were servers. */
    List<Row> rows(Grain grain, String functionId, Instant from, Instant to) {
        return sql.query(SELECT, StatisticsStore::read, grain.name(), functionId, from, to);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                Sql.instant(row, 1),
                new Figures(
                        new RunFigures(
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                Durations.parse(row.getString(8)),
                                Durations.parse(row.getString(9))),
                        row.getLong(7)));
    }

    /** Functions whose runs have failed, the one with the most failures first. */
    List<History.Failing> failing(Grain grain, Instant from, Instant to, int most) {
        return sql.query(
                FAILING,
                row -> new History.Failing(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                grain.name(),
                from,
                to,
                most);
    }

    /** When the first interval began of which something is known. */
    Optional<Instant> first(Grain grain) {
        return sql.query("""
                        select begins_at from gamelan.statistics where grain = ? and function_id = ''
                        order by grain, function_id, begins_at, incarnation limit 1
                        """, row -> Sql.instant(row, 1), grain.name()).stream().findFirst();
    }

    int delete(Grain grain, Instant before) {
        return sql.update("delete from gamelan.statistics where grain = ? and begins_at < ?", grain.name(), before);
    }
}
