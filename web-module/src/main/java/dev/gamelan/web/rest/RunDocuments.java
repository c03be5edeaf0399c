package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.RunDocument;
import dev.gamelan.transfer.StoredRun;
import dev.gamelan.transfer.StoredStep;
import dev.gamelan.web.openapi.GamelanVersion;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;

/** Writes what {@link RunDocument} reads. */
final class RunDocuments {

    private RunDocuments() {}

    static JsonObject write(StoredRun stored, Instant now) {
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
        return Jsons.object(RunsResource.toJson(stored.step()))
                .add("took_micros", stored.step().took().toNanos() / 1_000)
                .add("recorded_at", stored.recordedAt().toString())
                .build();
    }
}
