package dev.gamelan.web.rest;

import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.search.Paging;
import dev.gamelan.web.export.Exports;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;

/** All events that the filters of the list leave: {@code /v1/events/export}. */
@Path("events/export")
@ApplicationScoped
public class EventsExportResource {

    private static final Set<String> PARAMETERS = ListParameters.forExport(EventQueries.PARAMETERS);

    private static final List<String> COLUMNS =
            List.of("internal_id", "received_at", "id", "name", "ts", "v", "duplicate_of", "data", "user", "meta");

    @EJB
    private EventLog eventLog;

    @Inject
    private Exports exports;

    /**
     * The newest first, {@code format=ndjson} (the objects of the list) or {@code csv}. It is cut off when retention deletes the very
     * event at which it stands.
     */
    @GET
    public Response export(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri, PARAMETERS);
        Exports.Rows<LoggedEvent> rows = new Exports.Rows<>(
                "events",
                COLUMNS,
                cursor -> ListParameters.found(
                        () -> eventLog.list(EventQueries.read(parameters, new Paging(cursor, Exports.ROWS)))),
                EventLogResource::toJson);
        return exports.answer(rows, ListParameters.format(parameters), EventQueries.cursor(parameters));
    }
}
