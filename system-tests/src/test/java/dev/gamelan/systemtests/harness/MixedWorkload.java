package dev.gamelan.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A little of everything that runs do, in one request, which is stored as a whole or not at all. */
public final class MixedWorkload {

    private static final int SEED_BYTES = 10;

    private final Api api;
    private final List<Request> answered = new ArrayList<>();
    private final List<Request> unanswered = new ArrayList<>();
    private final List<String> acknowledged = new ArrayList<>();
    private String before = UUID.randomUUID().toString();

    /**
     * @param id each of its events has it in its data
     * @param seed the same when it is repeated
     * @param key for what is to come in the next request
     */
    private record Request(String id, String seed, String key, JsonArray events) {}

    public MixedWorkload(Api api) {
        this.api = api;
    }

    /** The events that the server has promised to keep. */
    public List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** What waits since the last call gets its event now, or is cancelled. */
    public void post() {
        post(request(UUID.randomUUID().toString()));
    }

    /** As a client does when the server is back: repeats what was not answered. Nothing is left that waits for long. */
    public void finish() {
        List<Request> again = List.copyOf(unanswered);
        unanswered.clear();
        again.forEach(this::post);
        String id = UUID.randomUUID().toString();
        JsonArrayBuilder events = Json.createArrayBuilder();
        answered.forEach(request -> endWhatWaits(events, request.key(), id));
        post(new Request(id, seed(id), UUID.randomUUID().toString(), events.build()));
    }

    /** Each request that the server has answered, or been sent again until it did, is stored once and as a whole. */
    public void assertStoredOnce(String since) {
        Map<String, Integer> expected = new TreeMap<>();
        answered.forEach(request -> expected.put(request.id(), request.events().size()));
        Map<String, Integer> stored = new TreeMap<>();
        Await.endedRun(api, api.send("test/requests", "{\"since\": \"" + since + "\"}"), "requests")
                .getJsonObject("output")
                .forEach((request, count) -> stored.put(request, Integer.valueOf(count.toString())));
        assertThat(stored).as("I-1 events by request").isEqualTo(expected);
        assertThat(acknowledged)
                .as("I-1 acknowledged")
                .allSatisfy(event ->
                        assertThat(api.get("/v1/events/" + event).status()).isEqualTo(200));
    }

    private void post(Request request) {
        unanswered.add(request);
        Api.Answer answer = api.post(request.events().toString(), "x-inngest-event-id-seed", request.seed());
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.json().toString());
        }
        unanswered.remove(request);
        answered.add(request);
        acknowledged.addAll(answer.json().getJsonArray("ids").getValuesAs(JsonString::getString));
        before = request.key();
    }

    private Request request(String id) {
        String key = UUID.randomUUID().toString();
        String both = UUID.randomUUID().toString();
        String collected = UUID.randomUUID().toString();
        String signal = UUID.randomUUID().toString();
        JsonArrayBuilder events = Json.createArrayBuilder();
        endWhatWaits(events, before, id);
        events.add(event(id, "test/sequence", data()))
                .add(event(id, "test/step-flaky", data().add("failures", 2)))
                .add(event(id, "test/flaky", data().add("failures", 1)))
                .add(event(id, "test/hopeless", data()))
                .add(event(id, "test/no-retries", data()))
                .add(event(id, "test/sleeper", data().add("millis", 300)))
                .add(event(id, "test/late", data()))
                .add(event(id, "test/waiter", keyed(key).add("millis", 20_000)))
                .add(event(
                        id, "test/waiter", keyed(UUID.randomUUID().toString()).add("millis", 500)))
                .add(event(id, "test/awaited", keyed(both).add("number", 2)))
                .add(event(id, "test/waiter", keyed(both).add("millis", 20_000)))
                .add(event(id, "test/collected", keyed(collected).add("number", 1)))
                .add(event(id, "test/collector", keyed(collected)))
                .add(event(id, "test/collected", keyed(collected).add("number", 2)))
                .add(event(id, "test/collected", keyed(collected).add("number", 3)))
                .add(event(id, "test/signalled", data().add("signal", signal).add("millis", 2_000)))
                .add(event(id, "test/signalling", data().add("signal", signal)))
                .add(event(id, "test/parent", data().add("number", 41)))
                .add(event(id, "test/many-children", data().add("children", 3)))
                .add(event(id, "test/spread", data()))
                .add(event(id, "test/sender", keyed(UUID.randomUUID().toString())))
                .add(event(id, "test/cancellable", keyed(key).add("millis", 5_000)))
                .add(event(id, "test/cancellable", keyed(both).add("millis", 5_000)))
                .add(event(id, "test/cancel", keyed(both)))
                .add(event(
                        id,
                        "test/cancellable",
                        keyed(UUID.randomUUID().toString()).add("millis", 200)))
                .add(event(id, "test/ledger", data().add("fail", true)));
        return new Request(id, seed(id), key, events.build());
    }

    private static void endWhatWaits(JsonArrayBuilder events, String key, String request) {
        events.add(event(request, "test/awaited", keyed(key).add("number", 1)))
                .add(event(request, "test/cancel", keyed(key)));
    }

    private static String seed(String id) {
        byte[] random = id.substring(0, SEED_BYTES).getBytes(StandardCharsets.US_ASCII);
        return System.currentTimeMillis() + "," + Base64.getEncoder().encodeToString(random);
    }

    private static JsonObjectBuilder data() {
        return Json.createObjectBuilder();
    }

    private static JsonObjectBuilder keyed(String key) {
        return data().add("key", key);
    }

    private static JsonObjectBuilder event(String request, String name, JsonObjectBuilder data) {
        return Json.createObjectBuilder().add("name", name).add("data", data.add("request", request));
    }
}
