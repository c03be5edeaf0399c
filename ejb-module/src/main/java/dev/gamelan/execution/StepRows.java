package dev.gamelan.execution;

import dev.gamelan.database.Bulk;
import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import dev.gamelan.engine.trace.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Steps as rows that are written many at once. */
final class StepRows {

    private static final List<String> COLUMNS = List.of(
            "run_id text",
            "step_key text",
            "name text",
            "idx int",
            "kind text",
            "status text",
            "attempt int",
            "blocking boolean",
            "output text",
            "error text",
            "until_at timestamptz",
            "subject text",
            "event_id text",
            "took_micros bigint",
            "recorded_at timestamptz");

    private static final List<String> TURN =
            List.of("due_at timestamptz", "claimed_at timestamptz", "lacked_room boolean");

    private static final Bulk INSERT = Bulk.insert("gamelan.step", COLUMNS.toArray(String[]::new));

    private static final String[] ALL_COLUMNS = Stream.of(COLUMNS, List.of("began_at timestamptz", "path text"), TURN)
            .flatMap(List::stream)
            .toArray(String[]::new);

    /** Steps that wait, and those of later turns. Most are neither, and do not pay for it. */
    private static final Bulk INSERT_WITH_TIMES = Bulk.insert("gamelan.step", ALL_COLUMNS);

    /** A fifth dearer on PostgreSQL than to insert what is not there. */
    private static final Bulk INSERT_MISSING = Bulk.insertNew("gamelan.step", ALL_COLUMNS);

    private static final List<String> RESULT = List.of(
            "status text",
            "attempt int",
            "output text",
            "error text",
            "until_at timestamptz",
            "event_id text",
            "took_micros bigint",
            "recorded_at timestamptz");

    private static final Bulk UPDATE = update(RESULT);

    /** Steps that have been attempted again in a later turn. A wait keeps the turn in which it began. */
    private static final Bulk UPDATE_WITH_TURN =
            update(Stream.concat(RESULT.stream(), TURN.stream()).toList());

    private static Bulk update(List<String> columns) {
        return Bulk.update("gamelan.step", List.of("run_id text", "step_key text"), columns)
                // A step that has ended never changes again, whoever believes otherwise.
                .where("status", "in ('WAITING', 'RETRYING')");
    }

    private StepRows() {}

    /**
     * @param path what an event has to have in common with the run's own, if it waits for such a one
     * @param turn of the run, if it is not the first
     */
    static Object[] insertion(
            String runId, StepRecord step, boolean blocking, Instant now, Optional<String> path, Optional<Turn> turn) {
        return new Object[] {
            runId,
            step.key(),
            step.id().id(),
            step.id().index(),
            step.kind().name(),
            step.status().name(),
            step.attempt(),
            blocking,
            step.output().orElse(null),
            step.error().map(RunError::toJson).orElse(null),
            step.until().orElse(null),
            step.subject().orElse(null),
            step.eventId().orElse(null),
            step.took().toNanos() / 1_000,
            now,
            step.status() == StepStatus.WAITING ? now : null,
            path.orElse(null),
            turn.map(Turn::dueAt).orElse(null),
            turn.map(Turn::claimedAt).orElse(null),
            turn.map(Turn::lackedRoom).orElse(null)
        };
    }

    /** @param turn of the run, if it is not the first */
    static Object[] update(String runId, StepRecord step, Instant now, Optional<Turn> turn) {
        return new Object[] {
            runId,
            step.key(),
            step.status().name(),
            step.attempt(),
            step.output().orElse(null),
            step.error().map(RunError::toJson).orElse(null),
            step.until().orElse(null),
            step.eventId().orElse(null),
            step.took().toNanos() / 1_000,
            now,
            turn.map(Turn::dueAt).orElse(null),
            turn.map(Turn::claimedAt).orElse(null),
            turn.map(Turn::lackedRoom).orElse(null)
        };
    }

    /** @param mayBeStored whether some of them may be there already, because nobody knew whether a commit had succeeded */
    static void insert(Sql sql, List<Object[]> rows, boolean mayBeStored) {
        if (mayBeStored) {
            sql.bulk(INSERT_MISSING, rows);
        } else {
            sql.bulk(rows.stream().anyMatch(row -> hasMore(row, COLUMNS.size())) ? INSERT_WITH_TIMES : INSERT, rows);
        }
    }

    static void update(Sql sql, List<Object[]> rows) {
        Map<Boolean, List<Object[]>> byTurn =
                rows.stream().collect(Collectors.partitioningBy(row -> hasMore(row, RESULT.size() + 2)));
        sql.bulk(UPDATE, byTurn.get(false));
        sql.bulk(UPDATE_WITH_TURN, byTurn.get(true));
    }

    private static boolean hasMore(Object[] row, int from) {
        return IntStream.range(from, row.length).anyMatch(column -> row[column] != null);
    }
}
