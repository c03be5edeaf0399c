package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;

/** The frame of every answer of REST v1: {@code {"data": …, "metadata": {"fetched_at": …}}}. */
final class Envelope {

    private Envelope() {}

    static JsonObject of(JsonValue data) {
        return builder(data).build();
    }

    static JsonObjectBuilder builder(JsonValue data) {
        return Jsons.object()
                .add("data", data)
                .add("metadata", Jsons.object().add("fetched_at", Instant.now().toString()));
    }
}
