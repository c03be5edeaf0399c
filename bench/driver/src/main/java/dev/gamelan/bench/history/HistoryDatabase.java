package dev.gamelan.bench.history;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The database of a running server, behind its back: puts history into it, and looks at what the API does not tell. */
final class HistoryDatabase implements AutoCloseable {

    private static final int BATCH = 10_000;

    private static final String TABLES =
            "gamelan.event, gamelan.event_dedup, gamelan.dispatch, gamelan.work, gamelan.wait,"
                    + " gamelan.ended_run, gamelan.step, gamelan.attempt";

    private static final String SAMPLE = """
        select r.id, r.event_id, e.external_id, r.error_fingerprint, e.data::json ->> 'orderId', e.data::json -> 'customer' ->> 'id',
            r.queued_at
        from (select * from gamelan.ended_run tablesample bernoulli (?) order by random() limit ?) r
        join gamelan.event e on e.id = r.event_id
        """;

    private final Connection connection;

    HistoryDatabase(String jdbcUrl) throws SQLException {
        connection = DriverManager.getConnection(jdbcUrl);
        for (String sql : HistoryRows.PREPARATION) {
            execute(sql);
        }
    }

    /** So many runs in this time, evenly; their numbers begin with this one. */
    record Stretch(Instant from, Instant to, long first, int runs) {

        private double secondsEach() {
            return Duration.between(from, to).toMillis() / 1e3 / runs;
        }
    }

    /** With all indexes in place, a batch in a transaction, in the order of time as a server would. */
    void fill(Stretch stretch) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement batch = connection.prepareStatement(HistoryRows.FILL)) {
            double seconds = stretch.secondsEach();
            for (int from = 0; from < stretch.runs(); from += BATCH) {
                long first = stretch.first() + from;
                // Number 0 of all numbers, not of this stretch.
                Instant zero = stretch.from().minusMillis(Math.round(stretch.first() * seconds * 1e3));
                batch.setObject(1, zero.atOffset(ZoneOffset.UTC));
                batch.setDouble(2, seconds);
                batch.setLong(3, first);
                batch.setLong(4, first + Math.min(BATCH, stretch.runs() - from) - 1);
                batch.executeUpdate();
                for (String sql : HistoryRows.STORAGE) {
                    execute(sql);
                }
                connection.commit();
            }
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** As autovacuum does some time after so much has been inserted. */
    void settle() throws SQLException {
        execute("vacuum (analyze) " + TABLES);
        execute("checkpoint");
    }

    void empty() throws SQLException {
        execute("truncate " + TABLES);
        settle();
    }

    long bytes() throws SQLException {
        return number("select pg_database_size(current_database())");
    }

    /** Waits until all events that were accepted have started their runs. */
    void awaitAdmission() throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (number("select count(*) from (select 1 from gamelan.dispatch limit 1) d") > 0
                && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Runs that were made to be submitted and nothing more. */
    void deleteSubmitted() throws SQLException, InterruptedException {
        awaitAdmission();
        execute("delete from gamelan.work where function_id = 'bench-submit'");
        execute("vacuum (analyze) gamelan.work, gamelan.dispatch");
    }

    /** Ended runs out of all of the history, in no order. */
    List<SampledRun> sample(int runs, int stored) throws SQLException {
        List<SampledRun> sample = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SAMPLE)) {
            select.setDouble(1, Math.min(100, 300.0 * runs / stored));
            select.setInt(2, runs);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    sample.add(new SampledRun(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getString(6),
                            rows.getObject(7, OffsetDateTime.class).toInstant()));
                }
            }
        }
        return sample;
    }

    /** Which error most of the failed runs have. */
    String mostFrequentError() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select error_fingerprint from gamelan.ended_run where function_id = '"
                                + HistoryRows.FAILING_FUNCTION
                                + "' and status = 'FAILED' group by error_fingerprint order by count(*) desc limit 1")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Nothing is deleted before {@link #beginRetention}. */
    void postponeRetention() throws SQLException {
        execute("update gamelan.retention set next_at = current_timestamp + interval '7 days'");
    }

    void beginRetention() throws SQLException {
        execute("update gamelan.retention set began_at = null, ended_at = null, next_at = current_timestamp");
    }

    /**
     * What the pass has deleted since it began.
     *
     * @param seconds until its end, or until now
     */
    record Pass(boolean hasBegun, boolean hasEnded, long rows, double seconds) {}

    Pass pass() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    select began_at is not null, ended_at is not null, runs + steps + events + event_ids,
                        coalesce(extract(epoch from coalesce(ended_at, clock_timestamp()) - began_at), 0)
                    from gamelan.retention
                    """)) {
            row.next();
            return new Pass(row.getBoolean(1), row.getBoolean(2), row.getLong(3), row.getDouble(4));
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
