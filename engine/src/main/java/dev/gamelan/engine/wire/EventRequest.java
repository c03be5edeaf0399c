package dev.gamelan.engine.wire;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The body of {@code POST /e/{key}}: one event, or an array of them.
 *
 * <p>All or nothing: one bad event rejects the request, and the message says which one by its index, as in
 * {@code events[3].name is empty}. (The reference accepts the events before the bad one; then a sender that mends the
 * request and repeats it sends those twice.)
 */
public final class EventRequest {

    /** Largest body, in bytes. */
    public static final int MAX_BYTES = 5 * 1024 * 1024;

    /** Most events in one request. */
    public static final int MAX_EVENTS = 5_000;

    private EventRequest() {}

    /**
     * @param body the request's bytes
     * @param seedHeader see {@link EventIds}
     * @throws InvalidEventException when anything in it breaks a rule
     */
    public static List<IncomingEvent> parse(byte[] body, Optional<String> seedHeader) {
        if (body.length > MAX_BYTES) {
            throw tooLarge();
        }
        return check(JsonText.parse(body), EventIds.of(seedHeader));
    }

    public static InvalidEventException tooLarge() {
        return new InvalidEventException(
                413, "the request is larger than " + MAX_BYTES + " bytes; send fewer events at once");
    }

    private static List<IncomingEvent> check(JsonValue request, IntFunction<String> ids) {
        if (request instanceof JsonObject event) {
            return List.of(new EventRules(event, "").check(ids.apply(0)));
        }
        if (!(request instanceof JsonArray events)) {
            throw InvalidEventException.badRequest("an event must be an object, is " + EventRules.describe(request));
        }
        if (events.size() > MAX_EVENTS) {
            throw InvalidEventException.badRequest(
                    "the request has " + events.size() + " events; at most " + MAX_EVENTS + " are accepted at once");
        }
        List<IncomingEvent> checked = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            if (!(events.get(i) instanceof JsonObject event)) {
                throw InvalidEventException.badRequest(
                        "events[" + i + "] must be an object, is " + EventRules.describe(events.get(i)));
            }
            checked.add(new EventRules(event, "events[" + i + "].").check(ids.apply(i)));
        }
        return checked;
    }
}
