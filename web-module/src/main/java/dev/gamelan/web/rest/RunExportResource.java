package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.RunDocument;
import dev.gamelan.transfer.StoredRun;
import dev.gamelan.transfer.StoredStep;
import dev.gamelan.transfer.Transfers;
import dev.gamelan.web.openapi.GamelanVersion;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One run with all that is known of it, for a report of a mistake: {@code /v1/runs/{id}/export}. */
@Path("runs/{id}/export")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class RunExportResource {

    private final Clock clock = Clock.systemUTC();

    @EJB
    private Transfers transfers;

    /** @return what {@link RunDocument} reads */
    @GET
    public Response export(@PathParam("id") String id) {
        String runId = Parameters.ulid(id, "a run");
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as databases keep it
        return transfers
                .read(runId)
                .map(run -> Response.ok(document(run, now))
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"run-" + runId + ".json\"")
                        .build())
                .orElseThrow(() -> Parameters.notFound("run", id));
    }

    private static JsonObject document(StoredRun stored, Instant now) {
        JsonArrayBuilder steps = Jsons.array();
        stored.steps().forEach(step -> steps.add(step(step)));
        JsonObjectBuilder document = Jsons.object()
                .add("format", RunDocument.FORMAT)
                .add("version", RunDocument.VERSION)
                .add("exported_at", now.toString())
                .add("gamelan_version", GamelanVersion.TEXT)
                .add("run", RunsResource.toJson(stored.run()))
                .add(
                        "event",
                        stored.event().<JsonValue>map(EventLogResource::toJson).orElse(JsonValue.NULL))
                .add("steps", steps);
        stored.function().ifPresent(function -> document.add("function", Jsons.parse(function)));
        return document.build();
    }

    private static JsonObject step(StoredStep stored) {
        return Jsons.object(RunsResource.toJson(stored.step(), false))
                .add("took_micros", stored.step().took().toNanos() / 1_000)
                .add("recorded_at", stored.recordedAt().toString())
                .build();
    }
}
