package dev.gamelan.admission;

import dev.gamelan.database.Bulk;
import dev.gamelan.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The rows of obligations: which function still has to start a run for which event. */
@ApplicationScoped
class DispatchStore {

    /** Both as lists: of a list and a single value, H2 takes the value, finds no index for it, and reads the table. */
    static final String LOCK = """
            select function_id, event_id, start_at from gamelan.dispatch
            where event_id = any(?) and function_id = any(?) order by event_id for update
            """;

    private static final Bulk DELETE = Bulk.delete("gamelan.dispatch", "event_id text", "function_id text");

    @Inject
    private Sql sql;

    /** An obligation that nobody has met. */
    record Overdue(String functionId, String eventId) {}

    /** A run that a function still has to start. */
    record Owed(String functionId, String eventId, Instant startAt) {}

    /** Locks the function's obligations for these events; another that does the same waits, and then finds none. */
    List<Owed> lock(String functionId, Collection<String> eventIds) {
        return sql.query(
                LOCK,
                row -> new Owed(row.getString(1), row.getString(2), Sql.instant(row, 3)),
                Sql.texts(eventIds),
                Sql.texts(List.of(functionId)));
    }

    void delete(List<Owed> met) {
        sql.bulk(
                DELETE,
                met.stream()
                        .map(run -> new Object[] {run.eventId(), run.functionId()})
                        .toList());
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

    Instant now() {
        return sql.now();
    }
}
