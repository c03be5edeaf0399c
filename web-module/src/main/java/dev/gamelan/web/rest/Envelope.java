package dev.gamelan.web.rest;

import jakarta.json.Json;
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
        return Json.createObjectBuilder()
                .add("data", data)
                .add(
                        "metadata",
                        Json.createObjectBuilder()
                                .add("fetched_at", Instant.now().toString()));
    }
}
