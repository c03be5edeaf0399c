package dev.gamelan.systemtests.harness;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A little of everything that runs do, in one request, which is stored as a whole or not at all. */
public final class MixedWorkload {

    private final Api api;
    private final List<String> acknowledged = new ArrayList<>();
    private String before = UUID.randomUUID().toString();

    public MixedWorkload(Api api) {
        this.api = api;
    }

    /** The events that the server has promised to keep. */
    public List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** What waits since the last call gets its event now, or is cancelled. */
    public void post() {
        String key = UUID.randomUUID().toString();
        String both = UUID.randomUUID().toString();
        JsonArrayBuilder events = Json.createArrayBuilder()
                .add(event("test/awaited", keyed(before).add("number", 1)))
                .add(event("test/cancel", keyed(before)))
                .add(event("test/sequence", Json.createObjectBuilder()))
                .add(event("test/step-flaky", Json.createObjectBuilder().add("failures", 2)))
                .add(event("test/flaky", Json.createObjectBuilder().add("failures", 1)))
                .add(event("test/hopeless", Json.createObjectBuilder()))
                .add(event("test/sleeper", Json.createObjectBuilder().add("millis", 300)))
                .add(event("test/waiter", keyed(key).add("millis", 20_000)))
                .add(event("test/waiter", keyed(UUID.randomUUID().toString()).add("millis", 500)))
                .add(event("test/awaited", keyed(both).add("number", 2)))
                .add(event("test/waiter", keyed(both).add("millis", 20_000)))
                .add(event("test/parent", Json.createObjectBuilder().add("number", 41)))
                .add(event("test/spread", Json.createObjectBuilder()))
                .add(event("test/sender", keyed(UUID.randomUUID().toString())))
                .add(event("test/cancellable", keyed(key).add("millis", 5_000)))
                .add(event("test/cancellable", keyed(both).add("millis", 5_000)))
                .add(event("test/cancel", keyed(both)))
                .add(event(
                        "test/cancellable", keyed(UUID.randomUUID().toString()).add("millis", 200)))
                .add(event("test/ledger", Json.createObjectBuilder().add("fail", true)));
        Api.Answer answer = api.post(events.build().toString());
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.json().toString());
        }
        acknowledged.addAll(answer.ids());
        before = key;
    }

    private static JsonObjectBuilder keyed(String key) {
        return Json.createObjectBuilder().add("key", key);
    }

    private static JsonObjectBuilder event(String name, JsonObjectBuilder data) {
        return Json.createObjectBuilder().add("name", name).add("data", data);
    }
}
