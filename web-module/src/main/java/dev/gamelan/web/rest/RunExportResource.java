package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.trace.Attempt;
import dev.gamelan.engine.trace.History;
import dev.gamelan.engine.trace.TracedStep;
import dev.gamelan.engine.trace.Turn;
import dev.gamelan.engine.wire.RunDocument;
import dev.gamelan.transfer.StoredRun;
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
import java.util.Locale;
import java.util.Set;

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
        History history = stored.history();
        JsonArrayBuilder steps = Jsons.array();
        history.steps().forEach(step -> steps.add(step(step, stored.orphans())));
        JsonArrayBuilder attempts = Jsons.array();
        history.attempts().forEach(attempt -> attempts.add(attempt(attempt)));
        JsonObjectBuilder document = Jsons.object()
                .add("format", RunDocument.FORMAT)
                .add("version", RunDocument.VERSION)
                .add("exported_at", now.toString())
                .add("gamelan_version", GamelanVersion.TEXT)
                .add("run", RunsResource.toJson(stored.run()))
                .add(
                        "event",
                        stored.event().<JsonValue>map(EventLogResource::toJson).orElse(JsonValue.NULL))
                .add("steps", steps)
                .add("attempts", attempts);
        history.run()
                .parent()
                .ifPresent(parent -> document.add(
                        "parent", Jsons.object().add("run_id", parent.runId()).add("step_id", parent.stepKey())));
        history.run().lastTurn().ifPresent(turn -> document.add("last_turn", turn(turn)));
        stored.function().ifPresent(function -> document.add("function", Jsons.parse(function)));
        return document.build();
    }

    private static JsonObject step(TracedStep stored, Set<String> orphans) {
        StepRecord step = stored.step();
        JsonObjectBuilder json = Jsons.object(RunsResource.toJson(step, orphans.contains(step.key())))
                .add("took_micros", step.took().toNanos() / 1_000)
                .add("recorded_at", stored.recordedAt().toString());
        stored.path().ifPresent(path -> json.add("path", path));
        stored.beganAt().ifPresent(began -> json.add("began_at", began.toString()));
        stored.turn().ifPresent(turn -> json.add("turn", turn(turn)));
        return json.build();
    }

    private static JsonObject attempt(Attempt attempt) {
        JsonObjectBuilder json = Jsons.object();
        if (!attempt.stepKey().equals(Attempt.OF_FUNCTION)) {
            json.add("step_id", attempt.stepKey());
        }
        json.add("attempt", attempt.number())
                .add("outcome", attempt.outcome().name().toLowerCase(Locale.ROOT))
                .add("started_at", attempt.startedAt().toString())
                .add("ended_at", attempt.endedAt().toString());
        attempt.nextAt().ifPresent(next -> json.add("next_at", next.toString()));
        attempt.error().ifPresent(error -> json.add("error", Jsons.parse(error.toJson())));
        attempt.turn().ifPresent(turn -> json.add("turn", turn(turn)));
        return json.build();
    }

    private static JsonObjectBuilder turn(Turn turn) {
        return Jsons.object()
                .add("due_at", turn.dueAt().toString())
                .add("claimed_at", turn.claimedAt().toString())
                .add("lacked_room", turn.lackedRoom());
    }
}
