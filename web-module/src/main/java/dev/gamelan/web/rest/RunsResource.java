package dev.gamelan.web.rest;

import dev.gamelan.execution.RunRecord;
import dev.gamelan.execution.Runs;
import dev.gamelan.platform.Payloads;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
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

    static JsonObject toJson(RunRecord run) {
        JsonObjectBuilder json = Json.createObjectBuilder()
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
        return instant == null ? JsonValue.NULL : Json.createValue(instant.toString());
    }

    private static String capitalized(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
