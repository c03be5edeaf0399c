package dev.gamelan.web.openapi;

import dev.gamelan.engine.json.Jsons;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The OpenAPI 3.0 document: its parts put together. Each says which operations there are and, in components, what they share. */
public final class OpenApiDocument {

    /** The names of the files; another subject is another part. */
    private static final List<String> PARTS = List.of(
            "common",
            "ingest",
            "events",
            "runs",
            "trace",
            "interventions",
            "signals",
            "functions",
            "errors",
            "stream",
            "bulk",
            "cancellations",
            "storage",
            "export",
            "stats",
            "server");

    private static final List<String> COMPONENTS = List.of("parameters", "responses", "schemas");

    private static final String DESCRIPTION = """
            Durable, event-driven functions: events in, runs and their steps out. There are no keys. Times are RFC 3339. \
            What is posted is read as JSON, whatever the content type says. Errors say in one sentence what is wrong, and name the field \
            or parameter; 503 means that the same request can be repeated. Health is at /health/ready, /health/live and \
            /health/started (MicroProfile Health), metrics are at /metrics?scope=application (Prometheus).""";

    private OpenApiDocument() {}

    /** @throws IllegalStateException when two parts define the same */
    public static JsonObject read() {
        Map<String, JsonObject> paths = new TreeMap<>();
        Map<String, Map<String, JsonObject>> components = new TreeMap<>();
        for (String name : PARTS) {
            JsonObject part = part(name);
            members(part, "paths").forEach((path, item) -> paths.merge(path, item, (a, b) -> united(path, a, b)));
            for (String kind : COMPONENTS) {
                Map<String, JsonObject> all = components.computeIfAbsent(kind, any -> new TreeMap<>());
                members(part, kind).forEach((key, value) -> {
                    if (all.put(key, value) != null) {
                        throw new IllegalStateException(
                                "components." + kind + "." + key + " is defined twice, again in " + name + ".json");
                    }
                });
            }
        }
        JsonObjectBuilder all = Jsons.object();
        components.forEach((kind, values) -> all.add(kind, object(values)));
        return Jsons.object()
                .add("openapi", "3.0.3")
                .add(
                        "info",
                        Jsons.object()
                                .add("title", "Gamelan")
                                .add("version", GamelanVersion.TEXT)
                                .add("description", DESCRIPTION)
                                .add("license", license()))
                .add("servers", Jsons.array().add(Jsons.object().add("url", "/")))
                .add("paths", object(paths))
                .add("components", all)
                .build();
    }

    private static JsonObjectBuilder license() {
        return Jsons.object().add("name", "Apache-2.0").add("url", "https://www.apache.org/licenses/LICENSE-2.0.txt");
    }

    /** A path may be in two parts with other methods in each. */
    private static JsonObject united(String path, JsonObject one, JsonObject other) {
        JsonObjectBuilder both = Jsons.object(one);
        other.forEach((method, operation) -> {
            if (one.containsKey(method)) {
                throw new IllegalStateException(method + " " + path + " is defined twice");
            }
            both.add(method, operation);
        });
        return both.build();
    }

    private static JsonObjectBuilder object(Map<String, JsonObject> members) {
        JsonObjectBuilder object = Jsons.object();
        members.forEach(object::add);
        return object;
    }

    private static Map<String, JsonObject> members(JsonObject part, String name) {
        Map<String, JsonObject> members = new TreeMap<>();
        part.getOrDefault(name, JsonValue.EMPTY_JSON_OBJECT)
                .asJsonObject()
                .forEach((key, value) -> members.put(key, value.asJsonObject()));
        return members;
    }

    private static JsonObject part(String name) {
        try (InputStream file = OpenApiDocument.class.getResourceAsStream(name + ".json")) {
            return Jsons.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .asJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
