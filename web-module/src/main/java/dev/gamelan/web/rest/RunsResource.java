package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.execution.RunRecord;
import dev.gamelan.execution.Runs;
import dev.gamelan.platform.Payloads;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Locale;

/** Runs: {@code /v1/runs}. */
@Path("runs")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class RunsResource {

    @EJB
    private Runs runs;

    @GET
    @Path("{id}")
    public JsonObject get(@PathParam("id") String id) {
        return Envelope.of(
                toJson(runs.find(Parameters.ulid(id, "a run")).orElseThrow(() -> Parameters.notFound("run", id))));
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
                "run " + runId + " is over already: " + capitalized(run.status().name()), Response.Status.CONFLICT);
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
        runs.steps(runId).forEach(step -> steps.add(toJson(step)));
        return Envelope.of(steps.build());
    }

    private static JsonObject toJson(StepRecord step) {
        JsonObjectBuilder json = Jsons.object()
                .add("step_id", step.key())
                .add("name", step.id().id())
                .add("index", step.id().index())
                .add("kind", step.kind().name().toLowerCase(Locale.ROOT))
                .add("status", capitalized(step.status().name()))
                .add("attempt", step.attempt());
        step.until().ifPresent(until -> json.add("until", until.toString()));
        step.subject().ifPresent(subject -> json.add("subject", subject));
        step.eventId().ifPresent(eventId -> json.add("event_id", eventId));
        step.output().ifPresent(output -> json.add("output", Payloads.parse(output)));
        step.error().ifPresent(error -> json.add("error", Payloads.parse(error.toJson())));
        return json.build();
    }

    static JsonObject toJson(RunRecord run) {
        JsonObjectBuilder json = Jsons.object()
                .add("run_id", run.id())
                .add("function_id", run.functionId())
                .add("event_id", run.eventId())
                .add("status", capitalized(run.status().name()))
                .add("attempt", run.attempt())
                .add("queued_at", run.queuedAt().toString())
                .add("run_started_at", time(run.startedAt()))
                .add("ended_at", time(run.endedAt()));
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

    /** As statuses are written: {@code Completed}. */
    static String capitalized(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
