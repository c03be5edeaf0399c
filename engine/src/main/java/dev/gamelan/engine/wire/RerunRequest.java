package dev.gamelan.engine.wire;

import dev.gamelan.engine.json.Jsons;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.Set;

/**
 * How a run is to be run again: {@code {"request_id": "…", "event": {"data": {…}}, "from_step": {"step_id": "…", "output": …},
 * "force": true}}, all of it optional.
 *
 * @param requestId 1 to 64 characters; a request with the same one, for the same run, does nothing again
 * @param event the members of the event that are to be different: {@code data}, {@code user}, {@code v}, {@code ts}
 * @param fromStep where to begin
 * @param force also when the function says that it is not to be run again
 */
public record RerunRequest(
        Optional<String> requestId, Optional<JsonObject> event, Optional<FromStep> fromStep, boolean force) {

    /** Largest body, in bytes. */
    public static final int MAX_BYTES = 5 * 1024 * 1024;

    /** From the start, with the same event. */
    public static final RerunRequest PLAIN =
            new RerunRequest(Optional.empty(), Optional.empty(), Optional.empty(), false);

    private static final int MAX_ID_LENGTH = 64;
    private static final Set<String> MEMBERS = Set.of("request_id", "event", "from_step", "force");
    private static final Set<String> EVENT_MEMBERS = Set.of("data", "user", "v", "ts");
    private static final Set<String> STEP_MEMBERS = Set.of("step_id", "output");

    /**
     * @param stepId which step, as {@code GET /v1/runs/{id}/steps} tells; what was stored before it is taken over
     * @param output the result that it is to have, as JSON; when absent it is carried out again
     */
    public record FromStep(String stepId, Optional<String> output) {}

    /** @throws InvalidEventException naming what is wrong */
    public static RerunRequest parse(byte[] body) {
        if (body.length > MAX_BYTES) {
            throw new InvalidEventException(413, "the request is larger than " + MAX_BYTES + " bytes");
        }
        if (body.length == 0) {
            return PLAIN;
        }
        if (!(JsonText.parse(body) instanceof JsonObject request)) {
            throw InvalidEventException.badRequest(
                    "the request must be an object such as {} or {\"event\": {\"data\": {}}}");
        }
        checkMembers(request, "", MEMBERS);
        Optional<JsonObject> event = object(request, "event");
        event.ifPresent(edited -> checkMembers(edited, "event.", EVENT_MEMBERS));
        return new RerunRequest(
                requestId(request), event, object(request, "from_step").map(RerunRequest::fromStep), isForced(request));
    }

    /**
     * The event as it is to be, checked like every other; its name stays, also a reserved one.
     *
     * @param original the event, with the members that it has
     * @throws InvalidEventException naming what is wrong
     */
    public static IncomingEvent edited(JsonObject original, JsonObject changes) {
        JsonObjectBuilder merged = Jsons.object();
        EVENT_MEMBERS.forEach(member -> {
            JsonValue value = changes.getOrDefault(member, original.get(member));
            if (value != null) {
                merged.add(member, value);
            }
        });
        if (original.containsKey("meta")) {
            merged.add("meta", original.get("meta"));
        }
        IncomingEvent checked = new EventRules(merged.add("name", "edited").build(), "event.").check(EventIds.next());
        return new IncomingEvent(
                checked.internalId(),
                Optional.empty(),
                original.getString("name"),
                checked.data(),
                checked.user(),
                checked.meta(),
                checked.version(),
                checked.timestamp());
    }

    private static Optional<String> requestId(JsonObject request) {
        if (!request.containsKey("request_id")) {
            return Optional.empty();
        }
        if (!(request.get("request_id") instanceof JsonString id)
                || id.getString().isBlank()
                || id.getString().length() > MAX_ID_LENGTH
                || id.getString().chars().anyMatch(Character::isISOControl)) {
            throw InvalidEventException.badRequest(
                    "request_id must be a text of 1 to " + MAX_ID_LENGTH + " characters without control characters");
        }
        return Optional.of(id.getString());
    }

    private static boolean isForced(JsonObject request) {
        JsonValue force = request.getOrDefault("force", JsonValue.FALSE);
        if (!force.equals(JsonValue.TRUE) && !force.equals(JsonValue.FALSE)) {
            throw InvalidEventException.badRequest("force must be true or false, is " + EventRules.describe(force));
        }
        return force.equals(JsonValue.TRUE);
    }

    private static FromStep fromStep(JsonObject from) {
        checkMembers(from, "from_step.", STEP_MEMBERS);
        if (!(from.get("step_id") instanceof JsonString step)
                || step.getString().isEmpty()) {
            throw InvalidEventException.badRequest(
                    "from_step.step_id must be the step_id of a step, see GET /v1/runs/{id}/steps");
        }
        return new FromStep(
                step.getString(), Optional.ofNullable(from.get("output")).map(JsonValue::toString));
    }

    private static Optional<JsonObject> object(JsonObject request, String member) {
        JsonValue value = request.get(member);
        if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
            return Optional.empty();
        }
        if (!(value instanceof JsonObject object)) {
            throw InvalidEventException.badRequest(member + " must be an object, is " + EventRules.describe(value));
        }
        return Optional.of(object);
    }

    private static void checkMembers(JsonObject object, String path, Set<String> known) {
        object.keySet().stream()
                .filter(member -> !known.contains(member))
                .findFirst()
                .ifPresent(member -> {
                    throw InvalidEventException.badRequest(path + member + " is not known; there are "
                            + String.join(", ", known.stream().sorted().toList()));
                });
    }
}
