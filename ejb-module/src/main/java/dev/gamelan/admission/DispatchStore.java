package dev.gamelan.admission;

import dev.gamelan.database.Bulk;
import dev.gamelan.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/** The rows of obligations: which function still has to start a run for which event. */
@ApplicationScoped
class DispatchStore {

    /** Both as lists: of a list and a single value, H2 takes the value, finds no index for it, and reads the table. */
    static final String LOCK = """
            select function_id, event_id, start_at from gamelan.dispatch
            where event_id = any(?) and function_id = any(?) order by event_id for update
            """;

    /** Both come from the index. */
    static final String OPEN = "select count(*), min(accepted_at), current_timestamp from gamelan.dispatch";

    private static final String TAKE = """
            delete from gamelan.dispatch d using unnest(?::text[], ?::text[]) v(event_id, function_id)
            where d.event_id = v.event_id and d.function_id = v.function_id
            returning d.function_id, d.event_id, d.start_at
            """;

    private static final Bulk DELETE = Bulk.delete("gamelan.dispatch", "event_id text", "function_id text");

    @Inject
    private Sql sql;

    /** An obligation that nobody has met. */
    record Overdue(String functionId, String eventId) {}

    /** A run that a function still has to start. */
    record Owed(String functionId, String eventId, Instant startAt) {}

    /**
     * Deletes obligations; another that does the same waits, and then finds none.
     *
     * @param eventsByFunction in the order of the ids, which makes it unlikely that two wait for each other in a circle; then one of
     *     them is written again
     * @return those that were there
     */
    List<Owed> take(SortedMap<String, SortedSet<String>> eventsByFunction) {
        if (sql.isPostgresql()) {
            List<String> events = new ArrayList<>();
            List<String> functions = new ArrayList<>();
            eventsByFunction.forEach((function, ids) -> {
                events.addAll(ids);
                functions.addAll(Collections.nCopies(ids.size(), function));
            });
            return sql.query(TAKE, DispatchStore::owed, Sql.texts(events), Sql.texts(functions));
        }
        List<Owed> owed = new ArrayList<>();
        eventsByFunction.forEach((function, ids) ->
                owed.addAll(sql.query(LOCK, DispatchStore::owed, Sql.texts(ids), Sql.texts(List.of(function)))));
        sql.bulk(
                DELETE,
                owed.stream()
                        .map(run -> new Object[] {run.eventId(), run.functionId()})
                        .toList());
        return owed;
    }

    private static Owed owed(ResultSet row) throws SQLException {
        return new Owed(row.getString(1), row.getString(2), Sql.instant(row, 3));
    }

    /** @param functionIds at least one */
    List<Overdue> overdue(Collection<String> functionIds, Instant acceptedBefore, int limit) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(acceptedBefore);
        parameters.addAll(functionIds);
        parameters.add(limit);
        return sql.query(
                """
                select function_id, event_id from gamelan.dispatch
                where accepted_at <= ? and function_id in (%s) order by accepted_at limit ?
                """.formatted(Sql.placeholders(functionIds.size())),
                row -> new Overdue(row.getString(1), row.getString(2)),
                parameters.toArray());
    }

    OpenDispatches.Open open() {
        return sql.query(
                        OPEN,
                        row -> new OpenDispatches.Open(
                                row.getLong(1), Sql.nullableInstant(row, 2), Sql.instant(row, 3)))
                .get(0);
    }

    Instant now() {
        return sql.now();
    }
}
