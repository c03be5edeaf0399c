package dev.gamelan.web.rest;

import dev.gamelan.bulk.Jobs;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.wire.DataRequest;
import dev.gamelan.engine.wire.RerunRequest;
import dev.gamelan.execution.Interventions;
import dev.gamelan.execution.Reruns;
import dev.gamelan.execution.RunQuery;
import dev.gamelan.execution.RunRecord;
import dev.gamelan.execution.Runs;
import dev.gamelan.platform.Payloads;
import dev.gamelan.search.Page;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/** Runs: {@code /v1/runs}. */
@Path("runs")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class RunsResource {

    @EJB
    private Runs runs;

    @EJB
    private Reruns reruns;

    @EJB
    private Interventions interventions;

    @Inject
    private ImportMarks marks;

    @EJB
    private Jobs jobs;

    /**
     * The newest runs first. The answer's {@code page.cursor}, given as {@code cursor}, continues where it ended.
     *
     * <p>Parameters: {@code status} and {@code function_id}, each may be given several times; {@code event_id}; {@code bulk}, the id of
     * the job that has started them; {@code queued_after} (then or later), {@code queued_before}, {@code ended_after}, {@code ended_before}, RFC 3339; {@code error}, a fingerprint; {@code text}, letter
     * by letter, and {@code cel}, which are asked of up to {@code page.searched} runs; {@code cursor}; {@code limit}, 1 to 100, 20
     * by default; {@code count=true} for {@code page.total}.
     */
    @GET
    public JsonObject list(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri, RunQueries.PARAMETERS);
        RunQuery query = RunQueries.read(parameters);
        return ListParameters.found(() -> {
            Page<RunRecord> page = runs.list(query);
            return ListAnswer.of(
                    marks.on(page),
                    query.paging().limit(),
                    query.terms(),
                    ListParameters.total(parameters, page, () -> runs.count(query)),
                    RunsResource::toMarkedJson);
        });
    }

    /** One that a bulk job has started says so: {@code bulk_id}. */
    @GET
    @Path("{id}")
    public JsonObject get(@PathParam("id") String id) {
        RunRecord run = runs.find(Parameters.ulid(id, "a run")).orElseThrow(() -> Parameters.notFound("run", id));
        JsonObjectBuilder json = Jsons.object(toMarkedJson(marks.on(run)));
        jobs.jobThatMade(run.id()).ifPresent(job -> json.add("bulk_id", job));
        runs.obstacle(run)
                .ifPresent(obstacle -> json.add(
                        "waiting_for",
                        Jsons.object().add("cause", obstacle.cause()).add("text", obstacle.text())));
        return Envelope.of(json.build());
    }

    /** Cancels a run; one that is over already stays as it is. */
    @DELETE
    @Path("{id}")
    public Response cancel(@PathParam("id") String id) {
        String runId = Parameters.ulid(id, "a run");
        if (runs.cancel(runId, "by request")) {
            return Response.noContent().build();
        }
        RunRecord run = runs.find(runId).orElseThrow(() -> Parameters.notFound("run", id));
        throw new ClientErrorException(
                "run " + runId + " is over already: " + StateNames.of(run.status()), Response.Status.CONFLICT);
    }

    /** What is stored of its steps, in the order in which it was stored. */
    @GET
    @Path("{id}/steps")
    public JsonObject steps(@PathParam("id") String id) {
        String runId = Parameters.ulid(id, "a run");
        if (runs.find(runId).isEmpty()) {
            throw Parameters.notFound("run", id);
        }
        JsonArrayBuilder steps = Jsons.array();
        Set<String> orphans = runs.orphans(runId);
        runs.steps(runId).forEach(step -> steps.add(toJson(step, orphans.contains(step.key()))));
        return Envelope.of(steps.build());
    }

    /**
     * Runs it again, as a new run. The body, which may be missing, says how: see {@link RerunRequest}.
     *
     * @return 201 with the id of the new run; the same one for a repeated {@code request_id}
     */
    @POST
    @Path("{id}/rerun")
    public Response rerun(@PathParam("id") String id, InputStream body) {
        String runId = Parameters.ulid(id, "a run");
        RerunRequest request = Bodies.read(body, RerunRequest.MAX_BYTES, RerunRequest::parse);
        JsonObject rerun = Jsons.object()
                .add("run_id", reruns.rerun(runId, request))
                .add("origin_run_id", runId)
                .build();
        return Response.status(Response.Status.CREATED)
                .entity(Envelope.of(rerun))
                .build();
    }

    /** The ids of the runs that repeat this one, the oldest first. */
    @GET
    @Path("{id}/reruns")
    public JsonObject reruns(@PathParam("id") String id) {
        String runId = Parameters.ulid(id, "a run");
        if (runs.find(runId).isEmpty()) {
            throw Parameters.notFound("run", id);
        }
        JsonArrayBuilder ids = Jsons.array();
        reruns.of(runId).forEach(ids::add);
        return Envelope.of(ids.build());
    }

    /** Attempts what has failed now, instead of after its delay. */
    @POST
    @Path("{id}/retry")
    public void retryNow(@PathParam("id") String id) {
        interventions.retryNow(Parameters.ulid(id, "a run"));
    }

    /** Calls the function of a run that needs attention again, whether it was deployed again or not. */
    @POST
    @Path("{id}/resume")
    public void resume(@PathParam("id") String id) {
        interventions.resume(Parameters.ulid(id, "a run"));
    }

    /** Ends a sleep now, or a wait as if its time were over. */
    @POST
    @Path("{id}/steps/{step}/skip")
    public void skip(@PathParam("id") String id, @PathParam("step") String step) {
        interventions.skip(Parameters.ulid(id, "a run"), step);
    }

    /** Sends the event that the step waits for; the body is {@code {"data": {…}}}, or nothing. */
    @POST
    @Path("{id}/steps/{step}/event")
    public Response sendAwaited(@PathParam("id") String id, @PathParam("step") String step, InputStream body) {
        JsonObject data = Bodies.read(body, DataRequest.MAX_BYTES, DataRequest::parse);
        String event = interventions.sendAwaited(Parameters.ulid(id, "a run"), step, data);
        return Response.status(Response.Status.CREATED)
                .entity(Envelope.of(Jsons.object().add("event_id", event).build()))
                .build();
    }

    static JsonObject toJson(StepRecord step, boolean isOrphaned) {
        JsonObjectBuilder json = Jsons.object()
                .add("step_id", step.key())
                .add("name", step.id().id())
                .add("index", step.id().index())
                .add("kind", step.kind().name().toLowerCase(Locale.ROOT))
                .add("status", StateNames.of(step.status()))
                .add("attempt", step.attempt());
        step.until().ifPresent(until -> json.add("until", until.toString()));
        step.subject().ifPresent(subject -> json.add("subject", subject));
        step.eventId().ifPresent(eventId -> json.add("event_id", eventId));
        step.output().ifPresent(output -> json.add("output", Payloads.parse(output)));
        step.error().ifPresent(error -> json.add("error", Payloads.parse(error.toJson())));
        if (isOrphaned) {
            json.add("orphaned", true);
        }
        return json.build();
    }

    static JsonObject toMarkedJson(MarkedRun marked) {
        return marked.mark(toJson(marked.run()));
    }

    static JsonObject toJson(RunRecord run) {
        JsonObjectBuilder json = Jsons.object()
                .add("run_id", run.id())
                .add("function_id", run.functionId())
                .add("event_id", run.eventId())
                .add("status", StateNames.of(run.status()))
                .add("attempt", run.attempt())
                .add("queued_at", run.queuedAt().toString())
                .add("run_started_at", time(run.startedAt()))
                .add("ended_at", time(run.endedAt()));
        if (run.originRunId() != null) {
            json.add("origin_run_id", run.originRunId());
        }
        if (run.output() != null) {
            json.add("output", Payloads.parse(run.output()));
        }
        if (run.error() != null) {
            json.add("error", Payloads.parse(run.error()));
        }
        return json.build();
    }

    private static JsonValue time(Instant instant) {
        return instant == null ? JsonValue.NULL : Jsons.string(instant.toString());
    }
}
