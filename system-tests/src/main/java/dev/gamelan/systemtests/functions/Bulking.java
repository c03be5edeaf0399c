package dev.gamelan.systemtests.functions;

import dev.gamelan.event.EventName;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.RunContext;
import dev.gamelan.step.Step;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** Runs of which there are many, for bulk jobs. */
@ApplicationScoped
public class Bulking {

    private static final int PREFIX = 20;

    @Inject
    Effects effects;

    @Resource
    UserTransaction transaction;

    @Resource(lookup = "jdbc/gamelan")
    DataSource dataSource;

    @DurableFunction(id = "bulk-quick", retries = 0)
    @OnEvent(name = "test/bulk-quick")
    String quick(JsonObject data) {
        return data.getString("key");
    }

    @DurableFunction(id = "bulk-broken", retries = 0)
    @OnEvent(name = "test/bulk-broken")
    void broken() {
        throw new NonRetriableException("it is broken");
    }

    @DurableFunction(id = "bulk-asleep", retries = 0)
    @OnEvent(name = "test/bulk-asleep")
    void asleep(Step step) {
        step.sleep("night", Duration.ofDays(1));
    }

    /**
     * @param count how many events
     * @param runs whether each has a failed run
     */
    @EventName("test/bulk-fill")
    public record Fill(int count, boolean runs, String key) {}

    /** Events of test/bulk-quick, and runs of bulk-quick that have failed, as if they had been there for long. */
    @DurableFunction(id = "bulk-fill", retries = 0)
    @OnEvent(Fill.class)
    void fill(Fill fill, RunContext run) throws Exception {
        transaction.begin();
        insert(
                "insert into gamelan.event (id, name, data, ts, received_at) values (?, 'test/bulk-quick', '{\"key\":\""
                        + fill.key() + "\"}', current_timestamp, current_timestamp)",
                fill.count(),
                run.runId());
        if (fill.runs()) {
            insert(
                    "insert into gamelan.ended_run (id, event_id, function_id, status, attempt, error, queued_at, ended_at)"
                            + " values (?, ?, 'bulk-quick', 'FAILED', 0, '{\"name\":\"Error\",\"message\":\""
                            + fill.key()
                            + "\"}', current_timestamp, current_timestamp)",
                    fill.count(),
                    run.runId());
        }
        transaction.commit();
    }

    /** Ids that look like those of this run, and end with a number. */
    private void insert(String sql, int count, String runId) throws Exception {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameters = statement.getParameterMetaData().getParameterCount();
            for (int number = 0; number < count; number++) {
                for (int parameter = 1; parameter <= parameters; parameter++) {
                    statement.setString(parameter, runId.substring(0, PREFIX) + "%06d".formatted(number));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /**
     * @param items those of the job
     * @param done those that were done
     * @param open those without a result
     * @param requests runs that were run again for this job
     * @param origins the same, each counted once
     * @param runs that repeat one of its items
     */
    public record Report(int items, int done, int open, int requests, int origins, int runs) {}

    /** What the tables say of a job. */
    @DurableFunction(id = "bulk-check", retries = 0)
    @OnEvent(name = "test/bulk-check")
    Report check(JsonObject data) throws SQLException {
        String job = data.getString("job");
        String ofJob = "from gamelan.bulk_item where bulk_id = ?";
        return new Report(
                effects.number("select count(*) " + ofJob, job),
                effects.number("select count(*) " + ofJob + " and result = 'DONE'", job),
                effects.number("select count(*) " + ofJob + " and result is null", job),
                effects.number("select count(*) from gamelan.rerun where request_id = ?", job),
                effects.number("select count(distinct origin_run_id) from gamelan.rerun where request_id = ?", job),
repetitions(job));
    }

    /** Not by one query: H2 would look through all items for each run. */
    private int repetitions(String job) throws SQLException {
        Set<String> sources = new HashSet<>(texts("select source_id from gamelan.bulk_item where bulk_id = ?", job));
        return (int) texts("select origin_run_id from gamelan.run where function_id = ?", "bulk-quick").stream()
                .filter(sources::contains)
                .count();
    }

    private List<String> texts(String sql, String parameter) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                List<String> texts = new ArrayList<>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        }
    }
}
