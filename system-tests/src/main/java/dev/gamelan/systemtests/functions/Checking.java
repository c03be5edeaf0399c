package dev.gamelan.systemtests.functions;

import dev.gamelan.event.EventName;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;

/** The checker of invariants, for the tests outside: on H2 only the server itself can look into the tables. */
@ApplicationScoped
public class Checking {

    @Inject
    Invariants invariants;

    @Inject
    Effects effects;

    @Resource
    UserTransaction transaction;

    @Resource(lookup = "jdbc/gamelan")
    DataSource dataSource;

    /**
     * @param since an id; what is older is not looked at
     * @param crashes how many executions of each step may have been lost
     */
    @EventName("test/check")
    public record Check(String since, int crashes) {}

    public record Report(int openCount, List<String> open, Map<String, List<String>> broken) {}

    @DurableFunction(id = "check", retries = 0)
    @OnEvent(Check.class)
    Report check(Check check) {
        effects.exist();
        List<String> open = invariants.open(check.since());
        return new Report(
                open.size(),
                open.stream().limit(20).toList(),
                open.isEmpty() ? invariants.broken(check.since(), check.crashes()) : Map.of());
    }

    /** How many events of each request are stored; those of the workload say to which one they belong. */
    @DurableFunction(id = "requests", retries = 0)
    @OnEvent(name = "test/requests")
    Map<String, Integer> requests(JsonObject data) {
        return invariants.requests(data.getString("since"));
    }

    @EventName("test/asleep")
    public record Asleep(String since, String functionId) {}

    /** How many runs of a function are not over and wait. */
    @DurableFunction(id = "asleep", retries = 0)
    @OnEvent(Asleep.class)
    int asleep(Asleep asleep) {
        return effects.number(
                "select count(*) from gamelan.run where id > ? and function_id = ? and status = 'WAITING'",
                asleep.since(),
                asleep.functionId());
    }

    @EventName("test/morning")
    public record Morning(Instant moment) {}

    /** Moves the end of all nights to an earlier moment. */
    @DurableFunction(id = "morning", retries = 0)
    @OnEvent(Morning.class)
    void morning(Morning morning) throws SQLException {
        String moment = "cast('" + morning.moment() + "' as timestamp with time zone)";
        update("update gamelan.step set until_at = " + moment + " where kind = 'SLEEP' and status = 'WAITING'"
                + " and run_id in (select run_id from gamelan.work where function_id = 'until')");
        update("update gamelan.work set due_at = " + moment + " where function_id = 'until'");
    }

    /** The name of the node that works on a run. */
    @DurableFunction(id = "owner", retries = 0)
    @OnEvent(name = "test/owner")
    String owner(JsonObject data) {
        return effects.text(
                "select n.name from gamelan.work w join gamelan.node n on n.incarnation = w.owner where w.run_id = ?",
                data.getString("run"));
    }

    public record SelfTest(Collection<String> invariants, Collection<String> found) {}

    /** Breaks every invariant in a transaction that is rolled back. */
    @DurableFunction(id = "check-the-checker", retries = 0)
    @OnEvent(name = "test/check-the-checker")
    SelfTest checkTheChecker() throws Exception {
        effects.exist(); // H2 commits when it creates a table
        transaction.begin();
        try {
            breakAll();
            return new SelfTest(
                    new TreeSet<>(Invariants.names()), invariants.broken("Y", 0).keySet());
        } finally {
            transaction.rollback();
        }
    }

    private void breakAll() throws SQLException {
        // Ids later than any real one, so that nothing else is looked at.
        event("ZEVENT", "test/sequence", "{}", 0);
        event("ZWAITER", "test/waiter", "{\"key\":\"" + "k".repeat(36) + "\"}", 0);
        event("ZAWAITED", "test/awaited", "{\"key\":\"" + "k".repeat(36) + "\",\"number\":7}", 1);
        event("ZSENDER", "test/sender", "{\"key\":\"" + "s".repeat(36) + "\"}", 0);
        event("ZSENT", "test/awaited", "{\"key\":\"" + "s".repeat(36) + "\",\"number\":7}", 0);
        event("ZLEDGER", "test/ledger", "{}", 0);
        event("ZUNSEEN", "test/ledger", "{}", 0);
        run("ZOVER", "sequence", "ZEVENT", "COMPLETED", at(0));
        run("ZTWICE", "sequence", "ZEVENT", "COMPLETED", at(0));
        work("ZOVER", "sequence", "ZEVENT", "WAITING");
        work("ZSTUCK", "sequence", "ZNOWHERE", "RUNNING");
        work("ZWAITS", "waiter", "ZWAITER", "WAITING");
        work("ZSENDS", "sender", "ZSENDER", "WAITING");
        run("ZLEDGER", "ledger", "ZLEDGER", "COMPLETED", at(0));
        update("insert into gamelan.dispatch values ('ZEVENT', 'sequence', " + at(0) + ", " + at(0) + ")");
        update("insert into gamelan.wait values ('ZTWICE', 'k', 't', 'n', 'p', " + at(0) + ", " + at(0) + ")");
        update("insert into gamelan.signal values ('Z', 'ZTWICE', 'k')");
        update("insert into gamelan.time_limit values ('ZTWICE', 'FINISH', " + at(0) + ")");
        step("ZNOBODY", "a", "RUN", "COMPLETED", "null", 0);
        step("ZTWICE", "a", "RUN", "FAILED", "null", 1);
        step("ZTWICE", "b", "SLEEP", "COMPLETED", "null", 0);
        step("ZTWICE", "c", "INVOKE", "WAITING", "null", 0);
        step("ZWAITS", "a", "WAIT_FOR_EVENT", "COMPLETED", "null", 0);
        step("ZWAITS", "b", "WAIT_FOR_EVENT", "COMPLETED", "'ZSENT'", 0);
        step("ZWAITS", "c", "WAIT_FOR_EVENT", "COMPLETED", "'ZSENT'", 0);
        step("ZWAITS", "d", "WAIT_FOR_EVENT", "COMPLETED", "'ZEVENT'", 0);
        event("ZFAILED", "inngest/function.failed", "{\"function_id\":\"no-retries\"}", 0);
        event("ZKEY", "test/waiter", "{\"key\":\"" + "l".repeat(36) + "\"}", 0);
        event("ZKEY1", "test/awaited", "{\"key\":\"" + "l".repeat(36) + "\",\"number\":1}", 0);
        event("ZKEY2", "test/awaited", "{\"key\":\"" + "l".repeat(36) + "\",\"number\":2}", 0);
        run("ZLATER", "waiter", "ZKEY", "COMPLETED", at(0));
        step("ZLATER", "a", "WAIT_FOR_EVENT", "COMPLETED", "'ZKEY2'", 0);
        run("ZCANCELLED", "cancellable", "ZNOWHERE", "CANCELLED", at(0));
        step("ZCANCELLED", "before", "RUN", "COMPLETED", "null", 0);
        update("insert into effects.effect (run_id, what) values ('ZTWICE', 'first'), ('ZTWICE', 'first'),"
                + " ('ZCANCELLED', 'before'), ('ZCANCELLED', 'after')");
        update("insert into effects.ledger (run_id) values ('ZLEDGER')");
        update(
                "update gamelan.ended_run set parent_run_id = 'ZNOBODY', parent_step = 's' where id in ('ZOVER', 'ZTWICE')");
    }

    private void event(String id, String name, String data, int seconds) throws SQLException {
        update("insert into gamelan.event (id, name, data, ts, received_at) values ('" + id + "', '" + name + "', '"
                + data + "', " + at(seconds) + ", " + at(seconds) + ")");
    }

    private void run(String id, String functionId, String eventId, String status, String ended) throws SQLException {
        update(
                "insert into gamelan.ended_run (id, function_id, event_id, status, attempt, queued_at, ended_at) values ('"
                        + id + "', '" + functionId + "', '" + eventId + "', '" + status + "', 0, " + at(0) + ", "
                        + ended
                        + ")");
    }

    private void work(String id, String functionId, String eventId, String status) throws SQLException {
        update(
                "insert into gamelan.work (run_id, function_id, event_id, status, queued_at, due_at, token, attempt, lost)"
                        + " values ('" + id + "', '" + functionId + "', '" + eventId + "', '" + status + "', " + at(0)
                        + ", cast('9999-01-01 00:00:00+00' as timestamp with time zone), 1, 0, 0)");
    }

    private void step(String runId, String key, String kind, String status, String eventId, int recorded)
            throws SQLException {
        update(
                "insert into gamelan.step (run_id, step_key, name, idx, kind, status, attempt, blocking, subject, event_id,"
                        + " until_at, took_micros, recorded_at) values ('" + runId + "', '" + key + "', '" + key
                        + "', 0, '" + kind
                        + "', '" + status + "', 0, false, 'test/awaited', " + eventId + ", " + at(1) + ", 0, "
                        + at(recorded) + ")");
    }

    private static String at(int seconds) {
        return "cast('2020-01-01 00:00:0" + seconds + "+00' as timestamp with time zone)";
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
