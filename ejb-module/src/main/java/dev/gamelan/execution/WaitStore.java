package dev.gamelan.execution;

import dev.gamelan.database.Bulk;
import dev.gamelan.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of what runs wait for: events, signals, and the events and times that cancel them. */
@ApplicationScoped
class WaitStore {

    private static final Bulk INSERT = Bulk.insertNew(
            "gamelan.wait",
            "run_id text",
            "wait_key text",
            "topic text",
            "name text",
            "path text",
            "after_at timestamptz",
            "until_at timestamptz");

    private static final Bulk INSERT_AWAITED = Bulk.insertNew("gamelan.awaited", "name text", "path text");
    private static final Bulk DELETE = Bulk.delete("gamelan.wait", "run_id text", "wait_key text");
    private static final Bulk DELETE_OF_RUN = Bulk.delete("gamelan.wait", "run_id text");
    private static final Bulk DELETE_SIGNALS = Bulk.delete("gamelan.signal", "run_id text");
    private static final Bulk DELETE_SIGNAL = Bulk.delete("gamelan.signal", "run_id text", "step_key text");
    private static final Bulk INSERT_LIMIT =
            Bulk.insertNew("gamelan.time_limit", "run_id text", "kind text", "due_at timestamptz");
    private static final Bulk DELETE_LIMIT = Bulk.delete("gamelan.time_limit", "run_id text", "kind text");
    private static final Bulk DELETE_LIMITS = Bulk.delete("gamelan.time_limit", "run_id text");

    private static final String SELECT =
            "select run_id, wait_key, topic, name, path, after_at, until_at from gamelan.wait ";

    /** With the event that started the run. */
    private static final String SELECT_ON_TOPICS = """
            select wait.run_id, wait_key, topic, name, path, after_at, until_at, work.event_id,
                work.owner is null and work.due_at > current_timestamp
            from gamelan.wait join gamelan.work on work.run_id = wait.run_id
            where topic = any(?) order by wait.run_id, wait_key
            """;

    @Inject
    private Sql sql;

    /**
     * One thing that is waited for.
     *
     * @param key the step's key, or that of a cancellation
     * @param until null when there is no end
     */
    record Wait(String runId, String key, String topic, String name, String path, Instant after, Instant until) {

        boolean isCancellation() {
            return key.startsWith(CANCELLATION);
        }
    }

    static final String CANCELLATION = "cancel";

    void insert(List<Wait> waits) {
        if (waits.isEmpty()) {
            return;
        }
        // In one order, so that two transactions with the same new names do not wait for each other in a circle.
        sql.bulk(
                INSERT_AWAITED,
                waits.stream()
                        .map(wait -> Map.entry(wait.name(), wait.path()))
                        .distinct()
                        .sorted(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()))
                        .map(name -> new Object[] {name.getKey(), name.getValue()})
                        .toList());
        sql.bulk(
                INSERT,
                waits.stream()
                        .map(wait -> new Object[] {
                            wait.runId(), wait.key(), wait.topic(), wait.name(), wait.path(), wait.after(), wait.until()
                        })
                        .toList());
    }

    void delete(List<Object[]> runsAndKeys) {
        sql.bulk(DELETE, runsAndKeys);
        sql.bulk(DELETE_SIGNAL, runsAndKeys);
    }

    /** Everything that these runs wait for, and every limit on them. */
    void deleteOf(Collection<String> runIds) {
        List<Object[]> rows = runIds.stream().map(id -> new Object[] {id}).toList();
        sql.bulk(DELETE_OF_RUN, rows);
        sql.bulk(DELETE_SIGNALS, rows);
        sql.bulk(DELETE_LIMITS, rows);
    }

    /** Under which paths events of these names are awaited. */
    Map<String, List<String>> awaitedPaths(Collection<String> names) {
        return sql
                .query(
                        "select name, path from gamelan.awaited where name = any(?)",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        Sql.texts(names))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /**
     * A wait that somebody else looks at.
     *
     * @param causeId the event that started the run: that one is never meant
     * @param rests whether the run is suspended, and so has looked for earlier events; while it is worked on, and when it is
     *     left behind by a node that died, it may not have looked yet
     */
    record Candidate(Wait what, String causeId, boolean rests) {}

    List<Candidate> onTopics(Collection<String> topics) {
        return sql.query(
                SELECT_ON_TOPICS,
                row -> new Candidate(read(row), row.getString(8), row.getBoolean(9)),
                Sql.texts(topics));
    }

    Optional<Wait> find(String runId, String key) {
        return ofRun(runId).stream().filter(wait -> wait.key().equals(key)).findFirst();
    }

    List<Wait> cancellationsOf(String runId) {
        return ofRun(runId).stream().filter(Wait::isCancellation).toList();
    }

    private List<Wait> ofRun(String runId) {
        return sql.query(SELECT + "where run_id = ?", WaitStore::read, runId);
    }

    private static Wait read(ResultSet row) throws SQLException {
        return new Wait(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Sql.instant(row, 6),
                Sql.nullableInstant(row, 7));
    }

    /** @return false when another run waits for this signal */
    boolean insertSignal(String signal, String runId, String stepKey) {
        int inserted = sql.update(
                "insert into gamelan.signal (name, run_id, step_key) values (?, ?, ?) on conflict do nothing",
                signal,
                runId,
                stepKey);
        // It can be ours: when nobody knew whether an earlier commit had succeeded.
        return inserted == 1
                || waiterFor(signal)
                        .filter(new Claim.Parent(runId, stepKey)::equals)
                        .isPresent();
    }

    /** Who waits for a signal: the run and its step. */
    Optional<Claim.Parent> waiterFor(String signal) {
        return sql
                .query(
                        "select run_id, step_key from gamelan.signal where name = ?",
                        row -> new Claim.Parent(row.getString(1), row.getString(2)),
                        signal)
                .stream()
                .findFirst();
    }

    void insertLimits(List<Object[]> runKindDue) {
        sql.bulk(INSERT_LIMIT, runKindDue);
    }

    void deleteLimits(List<Passed> limits) {
        sql.bulk(
                DELETE_LIMIT,
                limits.stream()
                        .map(limit -> new Object[] {limit.runId(), limit.kind()})
                        .toList());
    }

    void deleteLimit(List<String> runIds, String kind) {
        sql.bulk(
                DELETE_LIMIT, runIds.stream().map(id -> new Object[] {id, kind}).toList());
    }

    /** A limit that has passed. */
    record Passed(String runId, String kind) {}

    List<Passed> passedLimits(int limit) {
        return sql.query(
                "select run_id, kind from gamelan.time_limit where due_at <= current_timestamp order by due_at limit ?",
                row -> new Passed(row.getString(1), row.getString(2)),
                limit);
    }
}
