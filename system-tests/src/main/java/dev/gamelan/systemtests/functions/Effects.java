package dev.gamelan.systemtests.functions;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** What the bodies of steps have done, in a table outside of the engine: each execution leaves a row. */
@ApplicationScoped
public class Effects {

    @Resource(lookup = "jdbc/gamelan")
    private DataSource dataSource;

    private final Map<String, CountDownLatch> meetings = new ConcurrentHashMap<>();

    /** How many bodies of steps may still begin before one of them takes the server down; none does below 1. */
    private final AtomicInteger bodiesUntilCrash = new AtomicInteger();

    @PostConstruct
    void prepare() {
        update("create schema if not exists effects");
        update("create table if not exists effects.effect (run_id varchar(26) not null, what varchar(100) not null,"
                + " done_at timestamp(6) with time zone default current_timestamp not null)");
        update("create index if not exists effect_run_id on effects.effect (run_id)");
        update("create table if not exists effects.ledger (run_id varchar(26) not null)");
    }

    /** Creates the tables, unless they are there. */
    void exist() {
        // done when this bean is made
    }

    /** @return how often this was done before, in this run */
    int count(String runId, String what) {
        update("insert into effects.effect (run_id, what) values (?, ?)", runId, what);
        if (bodiesUntilCrash.get() > 0 && bodiesUntilCrash.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(Crashing.KILLED);
        }
        return number("select count(*) from effects.effect where run_id = ? and what = ?", runId, what) - 1;
    }

    /** The so-many-th of the bodies that leave an effect from now on ends the server. */
    void crashInBody(int times) {
        bodiesUntilCrash.set(times);
    }

    /** How often each thing was done. */
    Map<String, Integer> of(String runId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select what, count(*) from effects.effect where run_id = ? group by what")) {
            statement.setString(1, runId);
            try (ResultSet rows = statement.executeQuery()) {
                Map<String, Integer> counts = new TreeMap<>();
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getInt(2));
                }
                return counts;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the transaction of the caller. */
    void bookInTransaction(String runId) {
        update("insert into effects.ledger (run_id) values (?)", runId);
    }

    int booked(String runId) {
        return number("select count(*) from effects.ledger where run_id = ?", runId);
    }

    /** Whether a run is not over. */
    boolean isGoingOn(String runId) {
        return number("select count(*) from gamelan.work where run_id = ?", runId) > 0;
    }

    /** Returns when so many threads have come here: only possible if they go on side by side. */
    void together(String runId, int parties) throws InterruptedException {
        CountDownLatch meeting = meetings.computeIfAbsent(runId, id -> new CountDownLatch(parties));
        meeting.countDown();
        if (!meeting.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException(meeting.getCount() + " of " + parties + " steps have not come");
        }
    }

    private void update(String sql, String... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    int number(String sql, String... parameters) {
        return Integer.parseInt(text(sql, parameters));
    }

    /** The one value of a query; "" when there is none. */
    String text(String sql, String... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(PreparedStatement statement, String... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
    }
}
