package dev.gamelan.systemtests.functions;

import dev.gamelan.event.EventName;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.step.Step;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;

/** Makes rows old, for tests of retention: nobody waits for 30 days. */
@ApplicationScoped
public class Aging {

    private static final String EPOCH = "cast('1970-01-01 00:00:00+00' as timestamp with time zone)";

    @Inject
    Effects effects;

    @Resource
    UserTransaction transaction;

    @Resource(lookup = "jdbc/gamelan")
    DataSource dataSource;

    /**
     * @param days ago these events were accepted and these runs ended; 0 changes nothing, and a pass is due all the same
     * @param events ids
     * @param runs ids
     * @param imports ids of runs that were imported then, or null
     */
    @EventName("test/age")
    public record Age(int days, List<String> events, List<String> runs, List<String> imports) {}

    /** The next pass of deletion is due when this is done. */
    @DurableFunction(id = "age", retries = 0)
    @OnEvent(Age.class)
    void age(Age age) throws Exception {
        String then = at(Instant.now().minus(Duration.ofDays(age.days())));
        transaction.begin();
        for (String event : age.events()) {
            update("update gamelan.event set received_at = " + then + " where id = ?", event);
        }
        for (String run : age.runs()) {
            update("update gamelan.ended_run set ended_at = " + then + " where id = ?", run);
        }
        for (String run : age.imports() == null ? List.<String>of() : age.imports()) {
            update("update gamelan.imported_run set imported_at = " + then + " where run_id = ?", run);
        }
        if (!age.events().isEmpty()) {
            // Time has come to them without them having come to time.
            update("update gamelan.retention set event_at = " + EPOCH + ", event_id = '' where id = 1");
        }
        due();
        transaction.commit();
    }

    /** Makes all runs old that a function has ended since, with their events. */
    @DurableFunction(id = "age-all", retries = 0)
    @OnEvent(name = "test/age-all")
    int ageAll(JsonObject data) throws Exception {
        String then = at(Instant.now().minus(Duration.ofDays(40)));
        String runs = " where id > ? and function_id = ?";
        transaction.begin();
        update(
                "update gamelan.event set received_at = " + then
                        + " where id in (select event_id from gamelan.ended_run" + runs + ")",
                data.getString("since"),
                data.getString("function"));
        int aged = update(
                "update gamelan.ended_run set ended_at = " + then + runs,
                data.getString("since"),
                data.getString("function"));
        due();
        transaction.commit();
        return aged;
    }

    private void due() throws SQLException {
        update("update gamelan.retention set next_at = " + at(Instant.now().minusSeconds(1)) + " where id = 1");
    }

    /** Another node deletes, and is alive for so many seconds more. */
    @DurableFunction(id = "lease", retries = 0)
    @OnEvent(name = "test/lease")
    void lease(JsonObject data) throws SQLException {
        update("update gamelan.retention set owner = 'elsewhere', lease_until = "
                + at(Instant.now().plusSeconds(data.getInt("seconds"))) + " where id = 1");
    }

    /** How long a sender's id is still remembered. */
    @DurableFunction(id = "remember", retries = 0)
    @OnEvent(name = "test/remember")
    void remember(JsonObject data) throws SQLException {
        update(
                "update gamelan.event_dedup set expires_at = "
                        + at(Instant.now().plusSeconds(data.getInt("seconds"))) + " where external_id = ?",
                data.getString("id"));
    }

    /** Whether a sender's id is remembered, 0 or 1. */
    @DurableFunction(id = "remembered", retries = 0)
    @OnEvent(name = "test/remembered")
    int remembered(JsonObject data) {
        return effects.number("select count(*) from gamelan.event_dedup where external_id = ?", data.getString("id"));
    }

    /** How many rows there are of ended runs of a function, and of steps, since; nothing is left of a half. */
    @DurableFunction(id = "left", retries = 0)
    @OnEvent(name = "test/left")
    int left(JsonObject data) {
        return effects.number(
                        "select count(*) from gamelan.ended_run where id > ? and function_id = ?",
                        data.getString("since"),
                        data.getString("function"))
                + effects.number(
                        "select count(*) from gamelan.step s where s.run_id > ?"
                                + " and not exists (select 1 from gamelan.run r where r.id = s.run_id)",
                        data.getString("since"));
    }

    /** Goes on for long after its child has ended. */
    @DurableFunction(id = "patient-parent")
    @OnEvent(name = "test/patient-parent")
    void patientParent(Step step) {
        step.invoke("call", Stepping::child, new Stepping.Item("item", 1));
        step.sleep("long", Duration.ofMinutes(30));
    }

    private static String at(Instant moment) {
        return "cast('" + moment.truncatedTo(ChronoUnit.MICROS) + "' as timestamp with time zone)";
    }

    private int update(String sql, String... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }
}
