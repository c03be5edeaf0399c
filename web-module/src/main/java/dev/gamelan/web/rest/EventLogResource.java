package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.EventQuery;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.Runs;
import dev.gamelan.platform.Payloads;
import dev.gamelan.search.Page;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** The event log: {@code /v1/events}. */
@Path("events")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class EventLogResource {

    @EJB
    private EventLog eventLog;

    @EJB
    private Runs runs;

    @Inject
    private ImportMarks marks;

    /**
     * The newest events first. The answer's {@code page.cursor}, given as {@code cursor}, continues where it ended.
     *
     * <p>Parameters: {@code name} and {@code external_id} (the sender's), exactly these; {@code received_after} (then or later)
     * and {@code received_before}, RFC 3339; {@code internal=false} to leave out what the server sends itself; {@code text}, letter
     * by letter, and {@code cel}, which are asked of up to {@code page.searched} events; {@code cursor}; {@code limit}, 1 to 100,
     * 20 by default; {@code count=true} for {@code page.total}.
     */
    @GET
    public JsonObject list(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri, EventQueries.PARAMETERS);
        EventQuery query = EventQueries.read(parameters);
        return ListParameters.found(() -> {
            Page<LoggedEvent> page = eventLog.list(query);
            return ListAnswer.of(
                    page,
                    query.paging().limit(),
                    query.terms(),
                    ListParameters.total(parameters, page, () -> eventLog.count(query)),
                    EventLogResource::toJson);
        });
    }

    @GET
    @Path("{id}")
    public JsonObject get(@PathParam("id") String id) {
        return Envelope.of(toJson(find(id)));
    }

    /** The runs that the event started, the oldest first. */
    @GET
    @Path("{id}/runs")
    public JsonObject runs(@PathParam("id") String id) {
        JsonArrayBuilder data = Jsons.array();
        marks.on(runs.findByEvent(find(id).id())).forEach(run -> data.add(RunsResource.toMarkedJson(run)));
        return Envelope.of(data.build());
    }

    private LoggedEvent find(String id) {
        return eventLog.find(Parameters.ulid(id, "an event")).orElseThrow(() -> Parameters.notFound("event", id));
    }

    static JsonObject toJson(LoggedEvent event) {
        return toJson(event, true);
    }

    /** @param withPayload whether with what it carries */
    static JsonObject toJson(LoggedEvent event, boolean withPayload) {
        JsonObjectBuilder json = Jsons.object()
                .add("internal_id", event.id())
                .add("received_at", event.receivedAt().toString())
                .add("id", event.externalId() == null ? event.id() : event.externalId())
                .add("name", event.name());
        if (withPayload) {
            json.add("data", Payloads.parse(event.data()));
        }
        json.add("ts", event.timestamp().toEpochMilli());
        if (withPayload && event.user() != null) {
            json.add("user", Payloads.parse(event.user()));
        }
        if (withPayload && event.meta() != null) {
            json.add("meta", Payloads.parse(event.meta()));
        }
        if (event.version() != null) {
            json.add("v", event.version());
        }
        if (event.duplicateOf() != null) {
            json.add("duplicate_of", event.duplicateOf());
        }
        return json.build();
    }
}
