package dev.gamelan.web.ingest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.EventRequest;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.engine.wire.InvalidEventException;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.telemetry.Telemetry;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Receives events: one object or an array. Answers 200 when they are committed to the event log, with their internal ids
 * in the order of the request.
 *
 * <p>The content type is not looked at: {@code curl -d} sends a form's, and means JSON.
 */
@Path("{key}")
@ApplicationScoped
public class EventsResource {

    @EJB
    private EventLog eventLog;

    @Inject
    private Telemetry telemetry;

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public JsonObject receive(
            InputStream body,
            @HeaderParam("x-inngest-event-id-seed") String idSeed,
            @HeaderParam("traceparent") String sender,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding) {
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new WebApplicationException(
                    "Content-Encoding " + encoding + " is not accepted; send the body as it is",
                    Response.Status.UNSUPPORTED_MEDIA_TYPE);
        }
        List<IncomingEvent> events = EventRequest.parse(read(body), Optional.ofNullable(idSeed));
        JsonArrayBuilder ids = Jsons.array();
        eventLog.accept(telemetry.sent(events, sender)).forEach(ids::add);
        return Jsons.object().add("ids", ids).add("status", 200).build();
    }

    /** Counts while it reads: the declared length may be missing or wrong. */
    private static byte[] read(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(EventRequest.MAX_BYTES + 1);
            if (bytes.length > EventRequest.MAX_BYTES) {
                throw EventRequest.tooLarge();
            }
            return bytes;
        } catch (IOException e) {
            throw InvalidEventException.incomplete(e);
        }
    }
}
