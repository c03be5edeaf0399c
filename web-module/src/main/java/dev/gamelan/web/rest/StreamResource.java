package dev.gamelan.web.rest;

import dev.gamelan.stream.LiveStream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;

/** What changes, as it changes: {@code /v1/stream}. */
@Path("stream")
@ApplicationScoped
public class StreamResource {

    private static final long RETRY_SECONDS = 5;

    @Inject
    private LiveStream stream;

    @Inject
    private ImportMarks marks;

    /**
     * Server-sent events: {@code hello} first; {@code changes} at most four times a second, with the runs and events that commits
     * have made or changed, and the ids of those that they have deleted; {@code reset} when something was missed and everything has
     * to be read again; a comment every 15 s when all is quiet. Goes on behind {@code Last-Event-ID}, if that is known still.
     *
     * <p>Parameters: {@code topics}, {@code runs} or {@code events} or both, separated by a comma, both by default; {@code
     * function_id}, up to 20 times: only runs of these functions.
     *
     * <p>503 with {@code Retry-After} when as many clients listen as may.
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void listen(
            @Context UriInfo uri,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastId,
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context HttpServletResponse response) {
        QueryParameters parameters = QueryParameters.of(uri, StreamQueries.PARAMETERS);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // proxies are not to wait until they have more
        boolean isOpen = stream.open(
                StreamQueries.read(parameters),
                Optional.ofNullable(lastId).filter(id -> !id.isEmpty()),
                new StreamListener(sink, sse, marks));
        if (!isOpen) {
            throw new ServiceUnavailableException(
                    "as many clients listen to this server as may (gamelan.stream.clients); try again later",
                    RETRY_SECONDS);
        }
    }
}
