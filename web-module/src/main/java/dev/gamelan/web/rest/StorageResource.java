package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.retention.Amount;
import dev.gamelan.retention.Deleted;
import dev.gamelan.retention.Storage;
import dev.gamelan.retention.StorageReport;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How much is stored, for how long it is kept, and what deletes it: {@code /v1/storage}. */
@Path("storage")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class StorageResource {

    @EJB
    private Storage storage;

    @GET
    public JsonObject get() {
        return Envelope.of(toJson(storage.report()));
    }

    /** By function: for how long its ended runs are kept, which is the oldest, and when that may go. */
    @GET
    @Path("functions")
    public JsonObject functions() {
        Map<String, JsonObjectBuilder> functions = new TreeMap<>();
        storage.outlook()
                .forEach(outlook -> functions
                        .computeIfAbsent(outlook.functionId(), id -> Jsons.object())
                        .add(
                                StateNames.of(outlook.status()),
                                Jsons.object()
                                        .add("kept_for", outlook.limit())
                                        .add("oldest", time(outlook.oldest()))
                                        .add("goes_at", time(outlook.goesAt()))));
        JsonArrayBuilder data = Jsons.array();
        functions.forEach(
                (id, statuses) -> data.add(Jsons.object().add("function_id", id).add("statuses", statuses)));
        return Envelope.of(data.build());
    }

    static JsonObject toJson(StorageReport report) {
        return Jsons.object()
                .add("events", toJson(report.events(), "oldest"))
                .add("runs", runs(report))
                .add("steps", toJson(report.steps(), "oldest"))
                .add("event_ids", toJson(report.eventIds(), "first_expires_at"))
                .add("retention", toJson(report.retention()))
                .build();
    }

    private static JsonObjectBuilder runs(StorageReport report) {
        JsonObjectBuilder statuses = Jsons.object();
        report.runs().forEach((status, amount) -> {
            JsonObjectBuilder json = toJson(amount, "oldest");
            if (status.isTerminal()) {
                json.add("kept_for", report.runLimits().get(status));
            }
            statuses.add(StateNames.of(status), json);
        });
        return Jsons.object().add("bytes", report.runBytes()).add("statuses", statuses);
    }

    private static JsonObjectBuilder toJson(StorageReport.Table table, String oldest) {
        JsonObjectBuilder json = toJson(table.amount(), oldest).add("bytes", table.bytes());
        table.limit().ifPresent(limit -> json.add("kept_for", limit));
        table.waitsFor().ifPresent(reason -> json.add("oldest_waits_for", reason));
        return json;
    }

    private static JsonObjectBuilder toJson(Amount amount, String oldest) {
        return Jsons.object()
                .add("rows", amount.rows())
                .add("rows_are_estimated", amount.isEstimated())
                .add(oldest, time(amount.oldest()));
    }

    private static JsonObjectBuilder toJson(StorageReport.Deletion deletion) {
        Deleted deleted = deletion.deleted();
        return Jsons.object()
                .add("began_at", time(deletion.beganAt()))
                .add("ended_at", time(deletion.endedAt()))
                .add(
                        "deleted",
                        Jsons.object()
                                .add("events", deleted.events())
                                .add("runs", deleted.runs())
                                .add("steps", deleted.steps())
                                .add("event_ids", deleted.eventIds()))
                .add("waits_for", deletion.waitsFor());
    }

    private static JsonValue time(Optional<Instant> instant) {
        return instant.<JsonValue>map(moment -> Jsons.string(moment.toString())).orElse(JsonValue.NULL);
    }
}
