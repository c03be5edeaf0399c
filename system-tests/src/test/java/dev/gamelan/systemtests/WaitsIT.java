package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs that wait for events and signals, on the real server. */
@Order(4)
class WaitsIT {

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void waitEndsWithTheMatchingEvent() {
        String key = UUID.randomUUID().toString();
        String waiting = api.send("test/waiter", waiter(key, 30_000));
        Await.run(api, waiting, "waiter", "Waiting");

        api.send("test/awaited", awaited("another " + key, 1));
        api.send("test/awaited", awaited(key, 2));

        assertThat(Await.endedRun(api, waiting, "waiter").getInt("output")).isEqualTo(2);
    }

    @Test
    void waitEndsWithNothingWhenItsTimeIsOver() {
        JsonObject run = calls.ended("test/waiter", waiter(UUID.randomUUID().toString(), 300), "waiter");

        assertThat(run.getInt("output")).isEqualTo(-1);
    }

    /** The wait does not exist yet when the event that it waits for is accepted, or both at the same moment. */
    @Test
    void eventBeforeTheWaitCounts() {
        List<String> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String key = UUID.randomUUID().toString();
            String trigger = event("test/waiter", waiter(key, 60_000));
            String awaited = event("test/awaited", awaited(key, i));
            boolean awaitedFirst = i % 2 == 0;
            List<String> ids = api.post("[" + (awaitedFirst ? awaited + "," + trigger : trigger + "," + awaited) + "]")
                    .ids();
            waiting.add(ids.get(awaitedFirst ? 1 : 0));
        }

        for (int i = 0; i < waiting.size(); i++) {
            assertThat(Await.endedRun(api, waiting.get(i), "waiter").getInt("output"))
                    .isEqualTo(i);
        }
    }

    @Test
    void eachEventIsGivenToOneWait() {
        String key = UUID.randomUUID().toString();
        String collector = api.send("test/collector", "{\"key\": \"" + key + "\"}");
        for (int i = 1; i <= 3; i++) {
            api.send("test/collected", "{\"key\": \"" + key + "\", \"number\": " + i + "}");
        }

        assertThat(Await.endedRun(api, collector, "collector").getString("output"))
                .isEqualTo("1 2 3");
    }

    @Test
    void signalWakesTheOneThatWaits() {
        String signal = "approve-" + UUID.randomUUID();
        String waiting = api.send("test/signalled", "{\"signal\": \"" + signal + "\", \"millis\": 30000}");
        JsonObject run = Await.run(api, waiting, "signalled", "Waiting");

        Api.Answer answer =
                api.signal("{\"signal\": \"" + signal + "\", \"data\": {\"name\": \"approved\", \"number\": 1}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().getString("run_id")).isEqualTo(run.getString("run_id"));
        assertThat(Await.endedRun(api, waiting, "signalled").getString("output"))
                .isEqualTo("approved");
        assertThat(api.signal("{\"signal\": \"" + signal + "\"}").status()).isEqualTo(404);
    }

    @Test
    void signalFromAnotherRun() {
        String signal = "from-run-" + UUID.randomUUID();
        String waiting = api.send("test/signalled", "{\"signal\": \"" + signal + "\", \"millis\": 30000}");
        Await.run(api, waiting, "signalled", "Waiting");

        JsonObject sender = calls.ended("test/signalling", "{\"signal\": \"" + signal + "\"}", "signalling");

        assertThat(sender.getBoolean("output")).isTrue();
        assertThat(Await.endedRun(api, waiting, "signalled").getString("output"))
                .isEqualTo("by another run");
    }

    @Test
    void signalIsWaitedForByOneRunAtATime() {
        String data = "{\"signal\": \"" + UUID.randomUUID() + "\", \"millis\": 3000}";
        String first = api.send("test/signalled", data);
        Await.run(api, first, "signalled", "Waiting");

        JsonObject second = calls.ended("test/signalled", data, "signalled");

        assertThat(second.getString("status")).isEqualTo("Failed");
        assertThat(second.getJsonObject("error").getString("message")).contains("SignalConflict");
        assertThat(Await.endedRun(api, first, "signalled").getString("output")).isEqualTo("nothing");
    }

    @Test
    void sentEventsWakeAndStart() {
        String key = UUID.randomUUID().toString();
        String waiting = api.send("test/waiter", waiter(key, 30_000));

        JsonObject sender = calls.ended("test/sender", "{\"key\": \"" + key + "\"}", "sender");

        assertThat(sender.getInt("output")).isEqualTo(2);
        assertThat(Await.endedRun(api, waiting, "waiter").getInt("output")).isEqualTo(7);
        String sequence = api.steps(sender.getString("run_id"))
                .get(0)
                .getJsonObject("output")
                .getJsonArray("ids")
                .getString(1);
        Await.endedRun(api, sequence, "sequence");
    }

    private static String event(String name, String data) {
        return "{\"name\": \"" + name + "\", \"data\": " + data + "}";
    }

    private static String waiter(String key, int millis) {
        return Json.createObjectBuilder()
                .add("key", key)
                .add("millis", millis)
                .build()
                .toString();
    }

    private static String awaited(String key, int number) {
        return Json.createObjectBuilder()
                .add("key", key)
                .add("number", number)
                .build()
                .toString();
    }
}
