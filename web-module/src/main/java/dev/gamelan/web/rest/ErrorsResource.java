package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.errors.ErrorGroup;
import dev.gamelan.errors.ErrorPage;
import dev.gamelan.errors.ErrorQuery;
import dev.gamelan.errors.Errors;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
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

/** Errors that are taken for the same, together: {@code /v1/errors}. */
@Path("errors")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ErrorsResource {

    private static final int EXAMPLES = 10;

    /** In the list: it is there to be recognized. */
    private static final int MOST_OF_MESSAGE = 1_000;

    @EJB
    private Errors errors;

    /**
     * Groups of failed attempts, the one that was last seen last first. The answer's {@code page.cursor}, given as {@code cursor}, continues
     * where it ended.
     *
     * <p>Parameters: {@code function_id}, may be given up to 20 times; {@code seen_after} (then or later) and {@code seen_before}, RFC 3339:
     * the figures are then those of this time; {@code cursor}; {@code limit}, 1 to 100, 20 by default.
     */
    @GET
    public JsonObject list(@Context UriInfo uri) {
        ErrorQuery query = ErrorQueries.read(QueryParameters.of(uri, ErrorQueries.PARAMETERS));
        ErrorPage page = errors.list(query);
        JsonArrayBuilder data = Jsons.array();
        page.groups().forEach(group -> data.add(toJson(group, MOST_OF_MESSAGE)));
        JsonObjectBuilder paging = Jsons.object()
                .add("has_more", page.hasMore())
                .add("limit", query.limit())
                .add("is_complete", page.isComplete());
        if (page.hasMore() && !page.groups().isEmpty()) {
            paging.add(
                    "cursor",
                    ErrorQueries.cursor(page.groups().get(page.groups().size() - 1)));
        }
        return Envelope.builder(data.build()).add("page", paging).build();
    }

    /** One of them, with the last runs in which it occurred. */
    @GET
    @Path("{fingerprint}")
    public JsonObject get(@PathParam("fingerprint") String text) {
        String fingerprint = Parameters.fingerprint("the path", text);
        ErrorGroup group = errors.find(fingerprint).orElseThrow(() -> Parameters.notFound("error", text));
        JsonArrayBuilder examples = Jsons.array();
        errors.examples(fingerprint, EXAMPLES)
                .forEach(example -> examples.add(Jsons.object()
                        .add("run_id", example.runId())
                        .add("seen_at", example.seenAt().toString())
                        .add("ended_run", example.endedRun())));
        return Envelope.of(toJson(group, Integer.MAX_VALUE)
                .add("stack", group.error().stack())
                .add("examples", examples)
                .build());
    }

    private static JsonObjectBuilder toJson(ErrorGroup group, int mostOfMessage) {
        String message = group.error().message();
        JsonArrayBuilder frames = Jsons.array();
        group.frames().forEach(frames::add);
        JsonObjectBuilder json = Jsons.object()
                .add("fingerprint", group.fingerprint())
                .add("type", group.error().name())
                .add("message", message.substring(0, Math.min(message.length(), mostOfMessage)))
                .add("function_id", group.functionId());
        group.stepName().ifPresentOrElse(step -> json.add("step_name", step), () -> json.addNull("step_name"));
        return json.add("first_seen", group.firstSeen().toString())
                .add("last_seen", group.lastSeen().toString())
                .add("count", group.count().total())
                .add("runs", group.runs().total())
                .add("count_is_exact", group.count().isExact())
                .add("frames", frames);
    }
}
