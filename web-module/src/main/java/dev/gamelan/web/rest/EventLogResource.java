package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.EventQuery;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.Runs;
import dev.gamelan.platform.Payloads;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** The event log: {@code /v1/events}. */
@Path("events")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class EventLogResource {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    @EJB
    private EventLog eventLog;

    @EJB
    private Runs runs;

    /**
     * The newest events first. The answer's {@code page.cursor}, given as {@code cursor}, continues where it ended.
     *
     * @param name exactly this name
     * @param after RFC 3339; received then or later
     * @param before RFC 3339; received before
     * @param cursor the internal id of the last event of the page before
     * @param limit 1 to 100, 20 by default
     */
    @GET
    public JsonObject list(
            @QueryParam("name") String name,
            @QueryParam("received_after") String after,
            @QueryParam("received_before") String before,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        int size = Parameters.limit(limit, DEFAULT_LIMIT, MAX_LIMIT);
        // One more than asked for tells whether there is another page.
        List<LoggedEvent> found = eventLog.find(new EventQuery(
                Parameters.name(name),
                Parameters.time("received_after", after),
                Parameters.time("received_before", before),
                Optional.ofNullable(cursor).filter(text -> !text.isEmpty()).map(this::knownEvent),
                size + 1));
        List<LoggedEvent> page = found.subList(0, Math.min(size, found.size()));
        JsonArrayBuilder data = Jsons.array();
        page.forEach(event -> data.add(toJson(event)));
        boolean more = found.size() > size;
        JsonObjectBuilder paging = Jsons.object().add("has_more", more).add("limit", size);
        if (more) {
            paging.add("cursor", page.get(size - 1).id());
        }
        return Envelope.builder(data.build()).add("page", paging).build();
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
        runs.findByEvent(find(id).id()).forEach(run -> data.add(RunsResource.toJson(run)));
        return Envelope.of(data.build());
    }

    private String knownEvent(String cursor) {
        String id = Parameters.ulid(cursor, "an event");
        if (eventLog.find(id).isEmpty()) {
            throw new BadRequestException("cursor '" + cursor + "' is not the id of an event in the log");
        }
        return id;
    }

    private LoggedEvent find(String id) {
        return eventLog.find(Parameters.ulid(id, "an event")).orElseThrow(() -> Parameters.notFound("event", id));
    }

    private static JsonObject toJson(LoggedEvent event) {
        JsonObjectBuilder json = Jsons.object()
                .add("internal_id", event.id())
                .add("received_at", event.receivedAt().toString())
                .add("id", event.externalId() == null ? event.id() : event.externalId())
                .add("name", event.name())
                .add("data", Payloads.parse(event.data()))
                .add("ts", event.timestamp().toEpochMilli());
        if (event.user() != null) {
            json.add("user", Payloads.parse(event.user()));
        }
        if (event.meta() != null) {
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
