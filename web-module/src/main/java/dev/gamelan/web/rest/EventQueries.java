package dev.gamelan.web.rest;

import dev.gamelan.event.EventPattern;
import dev.gamelan.eventlog.EventQuery;
import dev.gamelan.search.Paging;
import java.util.Optional;
import java.util.Set;

/** Reads which events are asked for. */
final class EventQueries {

    static final Set<String> PARAMETERS = Set.of(
            "name",
            "external_id",
            "internal",
            "received_after",
            "received_before",
            ListParameters.TEXT,
            ListParameters.CEL,
            ListParameters.CURSOR,
            ListParameters.LIMIT,
            ListParameters.COUNT);

    private static final int MAX_EXTERNAL_ID = 255;

    private EventQueries() {}

    static EventQuery read(QueryParameters parameters) {
        return read(parameters, new Paging(cursor(parameters), ListParameters.limit(parameters)));
    }

    /** @param paging instead of what the parameters say of it */
    static EventQuery read(QueryParameters parameters, Paging paging) {
        return new EventQuery(
                parameters
                        .one("name")
                        .map(text ->
                                Parameters.storable("name", text, EventPattern.MAX_LENGTH, "event has such a name")),
                parameters
                        .one("external_id")
                        .map(text -> Parameters.storable("external_id", text, MAX_EXTERNAL_ID, "event has such an id")),
                parameters.isTrue("internal", true),
                ListParameters.period(parameters, "received_after", "received_before"),
                ListParameters.terms(parameters, Set.of("event")),
                paging);
    }

    static Optional<String> cursor(QueryParameters parameters) {
        return parameters
                .one(ListParameters.CURSOR)
                .map(text -> Parameters.ulid(ListParameters.CURSOR, text, "an event"));
    }
}
