package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gamelan.launcher.LauncherException;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Invariants;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A step that takes the server down with it does so five times and not for ever. */
@Order(15)
class PoisonIT {

    private static final int MOST_CRASHES = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final TestServer server = TestServer.get();
    private final Api api = server.api();

    @BeforeAll
    static void deploy() {
        assumeTrue(Boolean.getBoolean("gamelan.long"), "it takes six starts of the server: -Dgamelan.long=true");
        assumeFalse(TestServer.get().database().isExternal(), "one database is enough");
        TestServer.get().deployExtended();
    }

    @Test
    void runThatEndsTheServerFailsAfterFiveTimes() {
        String innocent = api.send("test/sleeper", "{\"millis\": 1000}");
        String poison = api.send("test/poison", "{}");

        int crashes = 0;
        while (crashes < MOST_CRASHES + 1 && endsWithin(PATIENCE, poison)) {
            crashes++;
            try {
                server.up();
            } catch (LauncherException e) {
                assertThat(server.isRunning()).as(e::toString).isFalse(); // it did not even get ready
            }
        }

        JsonObject run = Await.endedRun(api, poison, "poison");
        assertThat(run.getString("status")).isEqualTo("Failed");
        assertThat(run.getJsonObject("error").getString("name")).isEqualTo("RunCrashed");
        assertThat(run.getJsonObject("error").getString("message")).contains("5 attempts");
        assertThat(crashes).isEqualTo(MOST_CRASHES);
        assertThat(Await.endedRun(api, innocent, "sleeper").getString("status")).isEqualTo("Completed");
        assertThat(Await.endedRun(
                                api,
                                api.send("test/effects", "{\"run\": \"" + run.getString("run_id") + "\"}"),
                                "effects")
                        .getJsonObject("output"))
                .hasToString("{\"before\":1,\"halt\":5}");
        Invariants.hold(api, innocent, MOST_CRASHES, PATIENCE);
    }

    /** @return false when the run is over instead */
    private boolean endsWithin(Duration patience, String event) {
        await().atMost(patience).until(() -> !server.isRunning() || isOver(event));
        return !server.isRunning();
    }

    private boolean isOver(String event) {
        try {
            return api.runs(event).stream()
                    .anyMatch(run -> run.getString("status").equals("Failed"));
        } catch (RuntimeException | AssertionError e) {
            return false; // it dies while it answers
        }
    }
}
