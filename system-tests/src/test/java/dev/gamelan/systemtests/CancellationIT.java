package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs that events, requests and time limits end, on the real server. */
@Order(4)
class CancellationIT {

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void cancellingEventEndsTheMatchingRun() {
        String key = UUID.randomUUID().toString();
        String cancelled = api.send("test/cancellable", cancellable(key, 60_000));
        String other = api.send("test/cancellable", cancellable("other " + key, 1_500));
        Await.run(api, cancelled, "cancellable", "Waiting");

        api.send("test/cancel", "{\"key\": \"" + key + "\"}");

        JsonObject run = Await.endedRun(api, cancelled, "cancellable");
        assertThat(run.getString("status")).isEqualTo("Cancelled");
        assertThat(calls.effects(run)).hasToString("{\"before\":1}");
        calls.lifecycleEvent("inngest/function.cancelled", run);
        assertThat(Await.endedRun(api, other, "cancellable").getString("status"))
                .isEqualTo("Completed");
    }

    @Test
    void runIsNotCancelledByTheEventThatStartedIt() {
        String data = "{\"key\": \"" + UUID.randomUUID() + "\"}";
        String first = api.send("test/newest", data);
        Await.run(api, first, "newest-wins", "Waiting");

        String second = api.send("test/newest", data);

        assertThat(Await.endedRun(api, first, "newest-wins").getString("status"))
                .isEqualTo("Cancelled");
        assertThat(Await.endedRun(api, second, "newest-wins").getString("output"))
                .isEqualTo("won");
    }

    @Test
    void cancellingEventInTheSameRequestCounts() {
        String key = UUID.randomUUID().toString();
        List<String> ids = api.post("[" + event("test/cancel", "{\"key\": \"" + key + "\"}") + ","
                        + event("test/cancellable", cancellable(key, 60_000)) + "]")
                .ids();

        JsonObject run = Await.endedRun(api, ids.get(1), "cancellable");
        assertThat(run.getString("status")).isEqualTo("Cancelled");
    }

    @Test
    void runIsCancelledByRequestOnce() {
        String event =
                api.send("test/cancellable", cancellable(UUID.randomUUID().toString(), 60_000));
        String run = Await.run(api, event, "cancellable", "Waiting").getString("run_id");

        assertThat(api.cancel(run)).isEqualTo(204);
        assertThat(api.cancel(run)).isEqualTo(409);
        assertThat(Await.endedRun(api, event, "cancellable").getString("status"))
                .isEqualTo("Cancelled");
    }

    @Test
    void lateRunIsCancelled() {
        JsonObject run = calls.ended("test/late", "{}", "late");

        assertThat(run.getString("status")).isEqualTo("Cancelled");
        assertThat(run.getJsonObject("error").getString("message")).contains("@Timeouts finish");
    }

    private static String event(String name, String data) {
        return "{\"name\": \"" + name + "\", \"data\": " + data + "}";
    }

    private static String cancellable(String key, int millis) {
        return Json.createObjectBuilder()
                .add("key", key)
                .add("millis", millis)
                .build()
                .toString();
    }
}
