package dev.gamelan.execution;

import dev.gamelan.database.Bulk;
import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.step.StepId;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rows of steps. Changed only by who holds the lock on the run's row of work. */
@ApplicationScoped
class StepStore {

    private static final String SELECT = """
        select run_id, step_key, name, idx, kind, status, attempt, output, error, until_at, subject, event_id, took_micros
        from gamelan.step
        """;

    private static final String COPY_BEFORE = """
        insert into gamelan.step (run_id, step_key, name, idx, kind, status, attempt, blocking, output, error, until_at,
            subject, event_id, took_micros, recorded_at)
        select cast(? as varchar(26)), step_key, name, idx, kind, status, attempt, false, output, error, until_at,
            subject, event_id, took_micros, recorded_at
        from gamelan.step
        where run_id = ? and step_key <> ? and status in ('COMPLETED', 'FAILED')
            and (recorded_at < ? or recorded_at = ?)
        """;

    private static final String COPY_BEFORE_WAIT = COPY_BEFORE.replace(
            "recorded_at = ?", "recorded_at = ? and kind not in ('RUN', 'SEND_EVENT', 'SEND_SIGNAL')");

    private static final Bulk BLOCK =
            Bulk.update("gamelan.step", List.of("run_id text", "step_key text"), List.of("blocking boolean"));

    private static final Bulk UNBLOCK =
            Bulk.update("gamelan.step", List.of("run_id text", "status text"), List.of("blocking boolean"));

    private static final String BEGINNINGS = """
        select s.run_id, s.step_key, coalesce(s.began_at, (
            select min(a.started_at) from gamelan.attempt a where a.run_id = s.run_id and a.step_key = s.step_key))
        from gamelan.step s where s.run_id = any(?) and s.step_key = any(?)
        """;

    @Inject
    private Sql sql;

    /**
     * Where a repetition of a run begins.
     *
     * @param step of the run that is repeated; what was stored before it is taken over
     * @param recordedAt when it was stored
     * @param output the result that it is to have, as JSON; when empty it is carried out again
     */
    record Cut(StepRecord step, Instant recordedAt, Optional<String> output) {

        /** Of steps stored in the same commit, those that waited were first, and what ended with them came after. */
        private boolean waited() {
            return switch (step.kind()) {
                case RUN, SEND_EVENT, SEND_SIGNAL -> false;
                case SLEEP, WAIT_FOR_EVENT, WAIT_FOR_SIGNAL, INVOKE -> true;
            };
        }
    }

    /** Where this step is. */
    Optional<Cut> cut(String runId, String stepKey, Optional<String> output) {
        return sql
                .query(
                        "select recorded_at from gamelan.step where run_id = ? and step_key = ?",
                        row -> Sql.instant(row, 1),
                        runId,
                        stepKey)
                .stream()
                .findFirst()
                .flatMap(recordedAt -> find(List.of(runId), List.of(stepKey)).stream()
                        .findFirst()
                        .map(stored -> new Cut(stored.step(), recordedAt, output)));
    }

    /** Gives a run the results that another had, with the times at which they were stored. */
    void copy(NewRun.Origin origin, String runId) {
        origin.from().ifPresent(cut -> {
            sql.update(
                    cut.waited() ? COPY_BEFORE_WAIT : COPY_BEFORE,
                    runId,
                    origin.runId(),
                    cut.step().key(),
                    cut.recordedAt(),
                    cut.recordedAt());
            cut.output()
                    .ifPresent(output -> insert(
                            List.<Object[]>of(StepRows.insertion(
                                    runId,
                                    cut.step().completed(output),
                                    false,
                                    cut.recordedAt(),
                                    Optional.empty(),
                                    Optional.empty())),
                            false));
        });
    }

    /** @param mayBeStored whether some of them may be there already, because nobody knew whether a commit had succeeded */
    void insert(List<Object[]> rows, boolean mayBeStored) {
        StepRows.insert(sql, rows, mayBeStored);
    }

    void update(List<Object[]> rows) {
        StepRows.update(sql, rows);
    }

    /** Says which of the steps that wait are the ones that their runs cannot go on without. */
    void block(Map<String, Collection<String>> keysByRun) {
        if (keysByRun.isEmpty()) {
            return;
        }
        sql.bulk(
                UNBLOCK,
                keysByRun.keySet().stream()
                        .map(run -> new Object[] {run, StepStatus.WAITING.name(), false})
                        .toList());
        sql.bulk(
                BLOCK,
                keysByRun.entrySet().stream()
                        .flatMap(run -> run.getValue().stream().map(key -> new Object[] {run.getKey(), key, true}))
                        .toList());
    }

    /** For each of these runs that have any: how many steps it still waits for and cannot go on without. */
    Map<String, Integer> blocked(Collection<String> runIds) {
        Map<String, Integer> counts = new HashMap<>();
        sql.query("""
            select run_id, count(*) from gamelan.step
            where run_id = any(?) and status = 'WAITING' and blocking group by run_id
            """, row -> Map.entry(row.getString(1), row.getInt(2)), Sql.texts(runIds))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    /** A step with the run that it belongs to. */
    record Stored(String runId, StepRecord step) {}

    /** The steps of these runs, in the order in which they were stored. */
    List<Stored> ofRuns(Collection<String> runIds) {
        return sql.query(
                SELECT + "where run_id = any(?) order by run_id, recorded_at",
                row -> new Stored(row.getString(1), read(row)),
                Sql.texts(runIds));
    }

    /** The steps of these runs that wait for their next attempt. */
    List<Stored> retrying(Collection<String> runIds) {
        return sql.query(
                SELECT + "where run_id = any(?) and status = 'RETRYING'",
                row -> new Stored(row.getString(1), read(row)),
                Sql.texts(runIds));
    }

    /** An event that a wait of a run has ended with. */
    record Used(String runId, String eventId) {}

    Set<Used> eventsUsedBy(Collection<String> runIds) {
        return new HashSet<>(sql.query(
                "select run_id, event_id from gamelan.step where run_id = any(?) and event_id is not null",
                row -> new Used(row.getString(1), row.getString(2)),
                Sql.texts(runIds)));
    }

    /** These steps, of whatever runs, that are among the given keys. */
    List<Stored> find(Collection<String> runIds, Collection<String> keys) {
        return sql.query(
                SELECT + "where run_id = any(?) and step_key = any(?)",
                row -> new Stored(row.getString(1), read(row)),
                Sql.texts(runIds),
                Sql.texts(keys));
    }

    /** A step of a run. */
    record Place(String runId, String stepKey) {}

    /** When steps that are not stored for the first time began: with the first attempt, or when they began to wait. */
    Map<Place, Instant> beginnings(Collection<Place> steps) {
        Map<Place, Instant> beginnings = new HashMap<>();
        sql.query(
                        BEGINNINGS,
                        row -> Map.entry(
                                new Place(row.getString(1), row.getString(2)),
                                Optional.ofNullable(Sql.nullableInstant(row, 3))),
                        Sql.texts(steps.stream().map(Place::runId).collect(Collectors.toSet())),
                        Sql.texts(steps.stream().map(Place::stepKey).collect(Collectors.toSet())))
                .forEach(row -> row.getValue().ifPresent(began -> beginnings.put(row.getKey(), began)));
        return beginnings;
    }

    /** Of the columns of {@link #SELECT}, in this order. */
    static StepRecord read(ResultSet row) throws SQLException {
        return new StepRecord(
                new StepId(row.getString(3), row.getInt(4)),
                row.getString(2),
                StepKind.valueOf(row.getString(5)),
                StepStatus.valueOf(row.getString(6)),
                row.getInt(7),
                Optional.ofNullable(row.getString(8)),
                Optional.ofNullable(row.getString(9)).map(RunError::parse),
                Optional.ofNullable(Sql.nullableInstant(row, 10)),
                Optional.ofNullable(row.getString(11)),
                Optional.ofNullable(row.getString(12)),
                Duration.ofNanos(row.getLong(13) * 1_000));
    }
}
