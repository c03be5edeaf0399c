package dev.gamelan.eventlog;

import dev.gamelan.database.Conditions;
import dev.gamelan.database.Query;
import dev.gamelan.search.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An {@link EventQuery} as SQL, but for its terms; what these require of a column is in it. */
final class EventSelection {

    private final EventQuery query;
    private final Optional<String> name;

    EventSelection(EventQuery query) {
        this.query = query;
        this.name = query.name().or(() -> query.terms().required("event", "name"));
    }

    /**
     * The order names all columns of an index, or H2 would read and sort all that the conditions allow.
     *
     * @param behind only what is older than this one
     */
    Query page(Optional<LoggedEvent> behind, int most) {
        Conditions conditions = conditions();
        behind.ifPresent(event -> conditions
                .and("received_at <= ?", event.receivedAt())
                .and("(received_at, id) < (?, ?)", event.receivedAt(), event.id()));
        return limited(EventStore.SELECT_SQL + conditions.where() + order() + " limit ?", conditions, most);
    }

    /**
     * Counts no further than one more than {@link Count#MOST}; in the same order, or it might begin with a name of which there are
     * many and none is meant.
     */
    Query count() {
        Conditions conditions = conditions();
        return limited(
                "select count(*) from (select id from gamelan.event " + conditions.where() + order() + " limit ?) e",
                conditions,
                Count.MOST + 1);
    }

    private String order() {
        String byName = name.isPresent() && query.externalId().isEmpty() ? "name, " : "";
        return " order by " + byName + "received_at desc, id desc";
    }

    private Conditions conditions() {
        Conditions conditions = new Conditions()
                .and("name = ?", name)
                .and("external_id = ?", query.externalId())
                .and("id = ?", query.terms().required("event", "id"))
                .and("received_at >= ?", query.received().from())
                .and("received_at < ?", query.received().before());
        return query.withInternal() ? conditions : conditions.and("name not like 'inngest/%'");
    }

    private static Query limited(String sql, Conditions conditions, int limit) {
        List<Object> parameters = new ArrayList<>(conditions.parameters());
        parameters.add(limit);
        return new Query(sql, parameters);
    }
}
