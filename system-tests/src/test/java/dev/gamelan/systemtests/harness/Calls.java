package dev.gamelan.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Calls of functions, one after the other, and what came of them. */
public final class Calls {

    private final Api api;

    public Calls(Api api) {
        this.api = api;
    }

    /** Sends the event and waits until its run has ended. @return the run */
    public JsonObject ended(String event, String data, String functionId) {
        return Await.endedRun(api, api.send(event, data), functionId);
    }

    /** What the bodies of a run's steps have done, and how often. */
    public JsonObject effects(JsonObject run) {
        return ended("test/effects", "{\"run\": \"" + run.getString("run_id") + "\"}", "effects")
                .getJsonObject("output");
    }

    /** The event that tells of the end of a run. */
    public JsonObject lifecycleEvent(String name, JsonObject run) {
        List<JsonObject> found = new ArrayList<>();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            found.clear();
            api
                    .get("/v1/events?limit=100&name=" + name.replace("/", "%2F"))
                    .list()
                    .getValuesAs(JsonObject.class)
                    .stream()
                    .filter(event ->
                            event.getJsonObject("data").getString("run_id").equals(run.getString("run_id")))
                    .forEach(found::add);
            return !found.isEmpty();
        });
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
