package dev.gamelan.engine.wire;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A job that does one thing to many runs: {@code {"kind": "replay", "runs": {"status": "Failed", "function_id": ["charge"]}}}, or
 * {@code {"kind": "replay", "events": {"name": "shop/paid"}, "function_ids": ["charge"]}}.
 *
 * @param kind {@code replay}, {@code cancel}, {@code rerun} or {@code delete}
 * @param requestId 1 to 64 characters; a request with the same one begins no other job
 * @param runs parameters as the list of runs has them; empty when ids or events are given
 * @param runIds just these, up to 10,000, without repetition
 * @param events parameters as the list of events has them; empty when runs are given
 * @param functionIds which functions are to have the events
 * @param isDryRun whether it is only to be counted
 * @param perSecond how many items at most, from 0.001 to 10,000
 * @param actor who asks, 1 to 128 characters
 */
public record BulkRequest(
        String kind,
        Optional<String> requestId,
        Optional<Map<String, List<String>>> runs,
        Optional<List<String>> runIds,
        Optional<Map<String, List<String>>> events,
        List<String> functionIds,
        boolean isDryRun,
        OptionalDouble perSecond,
        Optional<String> actor) {

    /** Largest body, in bytes. */
    public static final int MAX_BYTES = 512 * 1024;

    private static final int MAX_IDS = 10_000;
    private static final int MAX_FUNCTIONS = 20;
    private static final int MAX_REQUEST_ID = 64;
    private static final int MAX_ACTOR = 128;
    private static final double MIN_RATE = 0.001;
    private static final double MAX_RATE = 10_000;
    private static final String REPLAY = "replay";
    private static final Set<String> KINDS = Set.of(REPLAY, "cancel", "rerun", "delete");

    private static final Set<String> MEMBERS =
            Set.of("kind", "request_id", "runs", "events", "function_ids", "dry_run", "per_second", "actor");

    /** @throws InvalidEventException naming what is wrong */
    public static BulkRequest parse(byte[] body) {
        RequestMembers request =
                RequestMembers.of(body, MAX_BYTES, "such as {\"kind\": \"replay\", \"runs\": {\"status\": \"Failed\"}}");
        request.checkKnown(MEMBERS);
        String kind = request.text("kind", 1, MAX_REQUEST_ID)
                .filter(KINDS::contains)
                .orElseThrow(() -> request.fail(
                        "kind",
                        "must be one of "
                                + String.join(", ", KINDS.stream().sorted().toList())));
        Optional<JsonObject> runs = request.object("runs");
        Optional<JsonObject> events = request.object("events");
        List<String> functionIds =
                request.has("function_ids") ? texts("function_ids", request.value("function_ids")) : List.of();
        if (runs.isPresent() == events.isPresent()) {
            throw request.fail("runs", "or events must be given, one of them; {\"runs\": {}} means all runs");
        }
        if (events.isPresent()) {
            checkEvents(request, kind, functionIds);
        } else if (!functionIds.isEmpty()) {
            throw request.fail(
                    "function_ids", "says which functions are to have events; of runs give runs.function_id");
        }
        return new BulkRequest(
                kind,
                request.text("request_id", 1, MAX_REQUEST_ID),
                runs.filter(filter -> !filter.containsKey("ids")).map(filter -> parameters("runs.", filter)),
                runs.filter(filter -> filter.containsKey("ids")).map(BulkRequest::ids),
                events.map(filter -> parameters("events.", filter)),
                functionIds,
                request.flag("dry_run"),
                request.number("per_second", MIN_RATE, MAX_RATE),
                actor(request));
    }

    /**
     * Who asks for something of a job: {@code {"actor": "…"}}, or no body.
     *
     * @throws InvalidEventException naming what is wrong
     */
    public static Optional<String> parseActor(byte[] body) {
        if (body.length == 0) {
            return Optional.empty();
        }
        RequestMembers request = RequestMembers.of(body, MAX_BYTES, "such as {\"actor\": \"mary\"}");
        request.checkKnown(Set.of("actor"));
        return actor(request);
    }

    private static Optional<String> actor(RequestMembers request) {
        return request.text("actor", 1, MAX_ACTOR);
    }

    private static void checkEvents(RequestMembers request, String kind, List<String> functionIds) {
        if (!kind.equals(REPLAY)) {
            throw request.fail("events", "can be replayed only; give runs to " + kind);
        }
        if (functionIds.isEmpty() || functionIds.size() > MAX_FUNCTIONS) {
            throw request.fail(
                    "function_ids", "must name the functions that are to have the events, 1 to " + MAX_FUNCTIONS);
        }
    }

    private static List<String> ids(JsonObject runs) {
        if (runs.size() > 1) {
            throw InvalidEventException.badRequest("runs.ids says which runs; leave the other filters out");
        }
        List<String> ids = texts("runs.ids", runs.get("ids"));
        if (ids.isEmpty() || ids.size() > MAX_IDS) {
            throw InvalidEventException.badRequest(
                    "runs.ids must have 1 to " + MAX_IDS + " ids, has " + ids.size() + "; use filters for more");
        }
        return ids;
    }

    private static Map<String, List<String>> parameters(String path, JsonObject filter) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        filter.forEach((name, value) -> parameters.put(name, texts(path + name, value)));
        return parameters;
    }

    /** One, or several without repetition. */
    private static List<String> texts(String path, JsonValue value) {
        List<JsonValue> values = value instanceof JsonArray array ? array : List.of(value);
        List<String> texts = new ArrayList<>();
        for (JsonValue one : values) {
            switch (one.getValueType()) {
                case STRING -> texts.add(((JsonString) one).getString());
                case NUMBER, TRUE, FALSE -> texts.add(one.toString());
                default ->
                    throw InvalidEventException.badRequest(
                            path + " must be a text, or an array of texts; it has " + EventRules.describe(one));
            }
        }
        return texts.stream().distinct().toList();
    }
}
