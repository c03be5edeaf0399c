package dev.gamelan.web.rest;

import dev.gamelan.bulk.Item;
import dev.gamelan.bulk.Job;
import dev.gamelan.bulk.Jobs;
import dev.gamelan.bulk.Selection;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.BulkRequest;
import dev.gamelan.search.Count;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Jobs that do one thing to many runs: {@code /v1/bulk}. */
@Path("bulk")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class BulkResource {

    static final String NOBODY = "unknown";

    private static final Set<String> PAGING = Set.of(ListParameters.CURSOR, ListParameters.LIMIT);
    private static final Set<String> OF_ITEMS = Set.of("result", ListParameters.CURSOR, ListParameters.LIMIT);
    private static final List<String> RESULTS = List.of("done", "failed", "skipped", "remaining");

    @EJB
    private Jobs jobs;

    /**
     * Begins a job, or only counts what it would work on. See {@link BulkRequest}.
     *
     * @return 202 with the job, the same one for a repeated {@code request_id}; 200 with {@code count} for a dry run
     */
    @POST
    public Response begin(InputStream body, @Context SecurityContext security) {
        BulkRequest request = Bodies.read(body, BulkRequest.MAX_BYTES, BulkRequest::parse);
        if (request.isDryRun()) {
            return Response.ok(count(BulkJobs.selection(request))).build();
        }
        Job job = jobs.begin(BulkJobs.read(request, actor(request.actor(), security)));
        return Response.accepted(whole(job)).build();
    }

    private JsonObject count(Selection selection) {
        Count count = ListParameters.found(() -> jobs.count(selection));
        return Envelope.of(Jsons.object()
                .add("count", count.total())
                .add("count_exact", count.isExact())
                .build());
    }

    /** The newest jobs first. Parameters: {@code limit}, 1 to 100, 20 by default; {@code cursor}. */
    @GET
    public JsonObject list(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri, PAGING);
        int limit = ListParameters.limit(parameters);
        Optional<String> behind = parameters
                .one(ListParameters.CURSOR)
                .map(id -> Parameters.ulid(ListParameters.CURSOR, id, "a bulk job"));
        List<Job> found = jobs.list(behind, false, limit + 1);
        JsonArrayBuilder data = Jsons.array();
        found.stream().limit(limit).forEach(job -> data.add(BulkJobs.toJson(job, Optional.empty())));
        return page(
                data,
                limit,
                found.size() > limit ? Optional.of(found.get(limit - 1).id()) : Optional.empty());
    }

    /** A job, and who has asked for what. */
    @GET
    @Path("{id}")
    public JsonObject get(@PathParam("id") String id) {
        return whole(jobs.find(id(id)));
    }

    /**
     * What it works on, in that order. Parameters: {@code result}: {@code done}, {@code failed}, {@code skipped} or {@code
     * remaining}; {@code limit}; {@code cursor}.
     */
    @GET
    @Path("{id}/items")
    public JsonObject items(@PathParam("id") String id, @Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri, OF_ITEMS);
        int limit = ListParameters.limit(parameters);
        Optional<String> result = parameters.one("result").map(BulkResource::result);
        Optional<Integer> behind = parameters.one(ListParameters.CURSOR).map(BulkResource::number);
        Job job = jobs.find(id(id));
        List<Item> found = jobs.items(job.id(), result, behind, limit + 1);
        JsonArrayBuilder data = Jsons.array();
        found.stream()
                .limit(limit)
                .forEach(item -> data.add(BulkJobs.toJson(item, job.asked().isOfEvents())));
        return page(
                data,
                limit,
                found.size() > limit
                        ? Optional.of(Integer.toString(found.get(limit - 1).nr()))
                        : Optional.empty());
    }

    /** Nothing more is done until it is resumed. The body may say who wants that: {@code {"actor": "…"}}. */
    @POST
    @Path("{id}/pause")
    public JsonObject pause(@PathParam("id") String id, InputStream body, @Context SecurityContext security) {
        return whole(jobs.pause(id(id), actor(body, security)));
    }

    @POST
    @Path("{id}/resume")
    public JsonObject resume(@PathParam("id") String id, InputStream body, @Context SecurityContext security) {
        return whole(jobs.resume(id(id), actor(body, security)));
    }

    /** Nothing more is done; what was done stays done. */
    @POST
    @Path("{id}/abort")
    public JsonObject abort(@PathParam("id") String id, InputStream body, @Context SecurityContext security) {
        return whole(jobs.abort(id(id), actor(body, security)));
    }

    private JsonObject whole(Job job) {
        return Envelope.of(BulkJobs.toJson(job, Optional.of(jobs.actions(job.id()))));
    }

    private static JsonObject page(JsonArrayBuilder data, int limit, Optional<String> cursor) {
        JsonObjectBuilder page =
                Jsons.object().add("has_more", cursor.isPresent()).add("limit", limit);
        cursor.ifPresent(next -> page.add("cursor", next));
        return Envelope.builder(data.build()).add("page", page).build();
    }

    private static String actor(InputStream body, SecurityContext security) {
        return actor(Bodies.read(body, BulkRequest.MAX_BYTES, BulkRequest::parseActor), security);
    }

    /** Whoever is authenticated, is it; else whoever he says. */
    static String actor(Optional<String> said, SecurityContext security) {
        return Optional.ofNullable(security.getUserPrincipal())
                .map(Principal::getName)
                .or(() -> said)
                .orElse(NOBODY);
    }

    private static String id(String text) {
        return Parameters.ulid(text, "a bulk job");
    }

    private static String result(String text) {
        if (!RESULTS.contains(text)) {
            throw new BadRequestException("result must be " + String.join(", ", RESULTS) + ", is '" + text + "'");
        }
        return text.toUpperCase(Locale.ROOT);
    }

    /** @see Item#nr() */
    private static int number(String cursor) {
        try {
            int number = Integer.parseInt(cursor);
            if (number < 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same message as for a number that no item has
        }
        throw new BadRequestException("cursor must be the page.cursor of the page before, is '" + cursor + "'");
    }
}
