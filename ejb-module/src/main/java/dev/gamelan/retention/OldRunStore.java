package dev.gamelan.retention;

import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.platform.CrashPoint;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of runs that are over, and of their steps. */
@ApplicationScoped
class OldRunStore {

    /** The order names all columns of the index, or H2 would read and sort all that its condition allows. */
    static final String PAGE = """
        select r.id, r.ended_at, exists (select 1 from gamelan.work w where w.run_id = r.parent_run_id)
                or exists (select 1 from gamelan.imported_run i where i.run_id = r.id and i.imported_at >= ?),
            1 + (select count(*) from gamelan.step s where s.run_id = r.id)
        from gamelan.ended_run r
        where r.function_id = ? and r.status = ? and r.ended_at >= ? and r.ended_at < ? and (r.ended_at, r.id) > (?, ?)
        order by r.function_id, r.status, r.ended_at, r.id limit ?
        """;

    static final String NEXT_FUNCTION = """
        select function_id from gamelan.ended_run where function_id > ?
        order by function_id, status, ended_at, id limit 1
        """;

    private static final String OLDEST = """
        select ended_at from gamelan.ended_run where function_id = ? and status = ?
        order by function_id, status, ended_at%s limit 1
        """;

    /** What started these runs, and what their waits have ended with. */
    private static final String EVENTS = """
        select event_id from gamelan.ended_run where id = any(?)
        union select event_id from gamelan.step where run_id = any(?) and event_id is not null
        """;

    @Inject
    private Sql sql;

    @Inject
    private DeletionNotices notices;

    /** Every shelf on which a run may be. */
    List<Shelf> shelves() {
        List<Shelf> shelves = new ArrayList<>();
        for (Optional<String> function = functionAfter("");
                function.isPresent();
                function = functionAfter(function.get())) {
            String id = function.get();
            Arrays.stream(RunStatus.values())
                    .filter(RunStatus::isTerminal)
                    .forEach(status -> shelves.add(new Shelf(id, status)));
        }
        return shelves;
    }

    /** From function to function, and not through all of their runs. */
    private Optional<String> functionAfter(String function) {
        String after = sql.isPostgresql() ? function : h2After(function);
        return sql.query(NEXT_FUNCTION, row -> row.getString(1), after).stream().findFirst();
    }

    /** H2 reads all that is equal to find what is greater; nothing is equal to this, and no id is between the two. */
    static String h2After(String function) {
        return function + " ";
    }

    /**
     * Runs that ended before this, the first to end first.
     *
     * @param after the last one of the page before
     */
    List<OldRun> page(Shelf shelf, Instant before, OldRun after, int most) {
        return sql.query(
                PAGE,
                row -> new OldRun(row.getString(1), Sql.instant(row, 2), row.getBoolean(3), row.getInt(4)),
                before,
                shelf.functionId(),
                shelf.status().name(),
                after.endedAt(),
                before,
                after.endedAt(),
                after.id(),
                most);
    }

    Optional<Instant> oldest(Shelf shelf) {
        // See PAGE; PostgreSQL's index ends with the time.
        String oldest = OLDEST.formatted(sql.isPostgresql() ? "" : ", id");
        return sql
                .query(
                        oldest,
                        row -> Sql.instant(row, 1),
                        shelf.functionId(),
                        shelf.status().name())
                .stream()
                .findFirst();
    }

    List<String> eventsOf(Collection<String> runIds) {
        return sql.query(EVENTS, row -> row.getString(1), Sql.texts(runIds), Sql.texts(runIds));
    }

    /** How many steps runs have; those that have none are left out. */
    Map<String, Integer> steps(Collection<String> runIds) {
        return sql
                .query(
                        "select run_id, count(*) from gamelan.step where run_id = any(?) group by run_id",
                        row -> Map.entry(row.getString(1), row.getInt(2)),
                        Sql.texts(runIds))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Deletes runs with their steps; it was seen before that they are over, which they stay. */
    Deleted delete(List<EndedRun> ended) {
        List<String> runIds = ended.stream().map(EndedRun::id).toList();
        int steps = sql.update("delete from gamelan.step where run_id = any(?)", Sql.texts(runIds));
        CrashPoint.at("retention.steps-deleted");
        sql.update("delete from gamelan.attempt where run_id = any(?)", Sql.texts(runIds));
        sql.update("delete from gamelan.rerun where origin_run_id = any(?)", Sql.texts(runIds));
        sql.update("delete from gamelan.imported_run where run_id = any(?)", Sql.texts(runIds));
        int runs = sql.update("delete from gamelan.ended_run where id = any(?)", Sql.texts(runIds));
        notices.ofRuns(ended);
        return new Deleted(runs, steps, 0, 0);
    }
}
