package dev.gamelan.retention;

import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the database tells of its tables. On PostgreSQL the rows of a small table are counted, those of a large one estimated. */
@ApplicationScoped
class StorageStore {

    /** Without its indexes; up to here counting takes some tens of milliseconds. */
    private static final long MOST_BYTES_TO_COUNT = 64L << 20;

    private static final Pattern PLANNED_ROWS = Pattern.compile("\"Plan Rows\": *(\\d+)");

    /** What keeps an event, the most important first. */
    private static final String KEEPING = """
            select 1, function_id, '' from gamelan.dispatch where event_id = ?
            union all select 2, function_id, run_id from gamelan.work where event_id = ?
            union all select 3, function_id, id from gamelan.ended_run where event_id = ?
            union all select 4, name, run_id from gamelan.step where event_id = ?
            order by 1 limit 1
            """;

    @Inject
    private Sql sql;

    record OldestEvent(String id, Instant acceptedAt) {}

    /** Rows of a table, the oldest of which is to be asked for. */
    Amount amount(String table) {
        return amount(table, "true");
    }

    /** Live runs by status; the oldest is that of its status if they are counted, else unknown. */
    Map<RunStatus, Amount> liveRuns() {
        Map<RunStatus, Amount> amounts = amounts("work", status -> !status.isTerminal());
        if (amounts.values().stream().noneMatch(Amount::isEstimated)) {
            sql.query(
                            "select status, min(queued_at) from gamelan.work group by status",
                            row -> Map.entry(RunStatus.valueOf(row.getString(1)), Sql.instant(row, 2)))
                    .forEach(oldest -> amounts.computeIfPresent(
                            oldest.getKey(), (status, amount) -> amount.withOldest(Optional.of(oldest.getValue()))));
        }
        return amounts;
    }

    Map<RunStatus, Amount> endedRuns() {
        return amounts("ended_run", RunStatus::isTerminal);
    }

    private Map<RunStatus, Amount> amounts(String table, Predicate<RunStatus> which) {
        Map<RunStatus, Amount> amounts = new EnumMap<>(RunStatus.class);
        Arrays.stream(RunStatus.values())
                .filter(which)
                .forEach(status -> amounts.put(status, amount(table, "status = '" + status + "'")));
        return amounts;
    }

    private Amount amount(String table, String condition) {
        String from = " from gamelan." + table + " where " + condition;
        if (!isLarge(table)) {
            return new Amount(number("select count(*)" + from), false, Optional.empty());
        }
        String plan = sql.query("explain (format json) select 1" + from, row -> row.getString(1))
                .get(0);
        Matcher planned = PLANNED_ROWS.matcher(plan);
        return new Amount(planned.find() ? Long.parseLong(planned.group(1)) : 0, true, Optional.empty());
    }

    private boolean isLarge(String table) {
        return sql.isPostgresql() && number("select pg_relation_size('gamelan." + table + "')") > MOST_BYTES_TO_COUNT;
    }

    /** On disk, with its indexes. H2 tells what the pages in use need. */
    long bytes(String table) {
        return number(
                sql.isPostgresql()
                        ? "select pg_total_relation_size('gamelan." + table + "')"
                        : "select disk_space_used('gamelan." + table + "')");
    }

    private long number(String query) {
        return sql.query(query, row -> row.getLong(1)).get(0);
    }

    Optional<OldestEvent> oldestEvent() {
        return sql
                .query(
                        "select id, received_at from gamelan.event order by received_at, id limit 1",
                        row -> new OldestEvent(row.getString(1), Sql.instant(row, 2)))
                .stream()
                .findFirst();
    }

    /** Of the oldest run, since steps go with their runs. */
    Optional<Instant> oldestStep() {
        return first("select recorded_at from gamelan.step order by run_id, step_key limit 1");
    }

    Optional<Instant> firstToExpire() {
        return first("select expires_at from gamelan.event_dedup order by expires_at, external_id limit 1");
    }

    private Optional<Instant> first(String query) {
        return sql.query(query, row -> Sql.instant(row, 1)).stream().findFirst();
    }

    /** What needs an event, in words. */
    Optional<String> keeping(String eventId) {
        return sql
                .query(
                        KEEPING,
                        row -> switch (row.getInt(1)) {
                            case 1 ->
                                "function " + row.getString(2) + ", which has not started its run for event " + eventId;
                            case 2 ->
                                "run " + row.getString(3) + " of function " + row.getString(2) + ", which is not over";
                            case 3 ->
                                "run " + row.getString(3) + " of function " + row.getString(2) + ", which is kept";
                            default ->
                                "run " + row.getString(3) + ", whose step '" + row.getString(2) + "' ended with event "
                                        + eventId;
                        },
                        eventId,
                        eventId,
                        eventId,
                        eventId)
                .stream()
                .findFirst();
    }
}
