package dev.gamelan.web.rest;

import dev.gamelan.bulk.Job;
import dev.gamelan.bulk.JobKind;
import dev.gamelan.bulk.Jobs;
import dev.gamelan.bulk.NewJob;
import dev.gamelan.bulk.Selection;
import dev.gamelan.catalog.Catalog;
import dev.gamelan.engine.expression.Expression;
import dev.gamelan.engine.expression.ExpressionException;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.CancellationRequest;
import dev.gamelan.execution.RunQuery;
import dev.gamelan.search.Paging;
import dev.gamelan.search.Period;
import dev.gamelan.search.Terms;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** Cancellations of many runs, in the shapes of the reference: {@code /v1/cancellations}. Each is a bulk job. */
@Path("cancellations")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class CancellationsResource {

    /** As many as the list shows; the reference's has no pages. */
    private static final int MOST = 1_000;

    @EJB
    private Jobs jobs;

    @EJB
    private Catalog catalog;

    /**
     * Cancels the runs of a function that were created in a period, as far as they exist now. See {@link CancellationRequest}.
     *
     * @return 201 with the cancellation
     */
    @POST
    public Response create(InputStream body, @Context SecurityContext security) {
        CancellationRequest request = Bodies.read(body, CancellationRequest.MAX_BYTES, CancellationRequest::parse);
        Selection.OfRuns selection = new Selection.OfRuns(query(request));
        Job job = jobs.begin(new NewJob(
                JobKind.CANCEL,
                Optional.empty(),
                selection,
                OptionalDouble.empty(),
                BulkResource.actor(Optional.empty(), security),
                true));
        return Response.status(Response.Status.CREATED)
                .entity(Envelope.of(toJson(job)))
                .build();
    }

    /** The newest first; not those that were deleted. */
    @GET
    public JsonObject list() {
        JsonArrayBuilder data = Jsons.array();
        jobs.list(Optional.empty(), true, MOST).forEach(job -> data.add(toJson(job)));
        return Envelope.of(data.build());
    }

    /** Cancels no more runs; those that are cancelled stay so. */
    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id, @Context SecurityContext security) {
        Job job = jobs.find(Parameters.ulid(id, "a cancellation"));
        if (!job.asked().isCancellation()) {
            throw Parameters.notFound("cancellation", id);
        }
        jobs.withdraw(job.id(), BulkResource.actor(Optional.empty(), security));
        return Response.noContent().build();
    }

    private RunQuery query(CancellationRequest request) {
        return new RunQuery(
                Set.of(),
                Set.of(function(request)),
                Optional.empty(),
                Optional.empty(),
                new Period(
                        request.startedAfter().map(time -> Parameters.time("started_after", time)),
                        Optional.of(Parameters.time("started_before", request.startedBefore()))),
                Period.ALWAYS,
                new Terms(Optional.empty(), request.condition().map(CancellationsResource::compiled)),
                Paging.first(1));
    }

    private static Expression compiled(String condition) {
        try {
            return Expression.compile(condition, Set.of(RunQuery.EVENT));
        } catch (ExpressionException e) {
            throw new BadRequestException("if: " + e.getMessage(), e);
        }
    }

    /** A function that was removed may still have runs; one that nobody knows is a mistake. */
    private String function(CancellationRequest request) {
        return Stream.concat(
                        Stream.of(request.functionId()),
                        request.appId().map(app -> app + "-" + request.functionId()).stream())
                .filter(this::isKnown)
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        "function_id: there is no function " + request.functionId() + ", nor a run of it"));
    }

    private boolean isKnown(String functionId) {
        return catalog.moment().hasFunction(functionId)
                || jobs.count(new Selection.OfRuns(new RunQuery(
                                        Set.of(),
                                        Set.of(functionId),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Period.ALWAYS,
                                        Period.ALWAYS,
                                        Terms.NONE,
                                        Paging.first(1))))
                                .total()
                        > 0;
    }

    private static JsonObject toJson(Job job) {
        JsonObject runs = job.asked().selectionJson().getJsonObject("runs");
        JsonObjectBuilder json = Jsons.object()
                .add("id", job.id())
                .add("name", JsonValue.NULL)
                .add("created_at", job.asked().createdAt().toString())
                .add("function_id", runs.getJsonArray("function_id").get(0))
                .add("started_after", runs.getOrDefault("queued_after", JsonValue.NULL))
                .add("started_before", runs.get("queued_before"));
        if (runs.containsKey("cel")) {
            json.add("if", runs.get("cel"));
        }
        return json.add("status", job.status().name())
                .add("total", job.figures().total())
                .add("cancelled", job.figures().done())
                .add("remaining", job.figures().remaining())
                .build();
    }
}
