package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Backlog;
import dev.gamelan.systemtests.harness.Onlooker;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of the server: every acknowledged event has exactly one run of each function afterwards, and the dashboard comes back. */
@Order(11)
class ServerCrashIT {

    private final TestServer server = TestServer.get();
    private final Api api = server.api();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void killedRightAfterTheLastAcknowledgement() {
        assumeTrue(
                Boolean.getBoolean("gamelan.long"),
                "a restart that proves what the other one does, where events are acknowledged until it dies");
        List<String> ids = Backlog.post(api, 500, 100);

        server.kill();
        server.up();

        Backlog.awaitCompletion(api, ids, Duration.ofSeconds(60));
    }

    @Test
    void killedInTheMiddleOfRunsWhileEventsArrive() throws Exception {
        try (Onlooker onlooker = new Onlooker(api)) {
            killedInTheMiddleOfRuns(onlooker);
        }
    }

    private void killedInTheMiddleOfRuns(Onlooker onlooker) throws Exception {
        String slow = api.send("test/slow-step", "{\"millis\": 3000}");
        Await.startedRun(api, slow);
        List<String> ids = new ArrayList<>(Backlog.post(api, 500, 100));
        CompletableFuture<List<String>> arriving = CompletableFuture.supplyAsync(() -> Backlog.postUntilRefused(api));
        String middle = ids.get(ids.size() / 2);
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> api.runs(middle).stream()
                        .anyMatch(run -> run.getString("status").equals("Completed")));

        server.kill();
        ids.addAll(arriving.get(30, TimeUnit.SECONDS));
        onlooker.seesThatTheServerIsAway();
        server.up();
        onlooker.seesWhatHappensNow();

        assertThat(ids).hasSizeGreaterThan(500);
        Backlog.awaitCompletion(api, ids, Duration.ofSeconds(60));
        String run = Await.endedRun(api, slow, "slow-step").getString("run_id");
        List<JsonObject> calls =
                api
                        .get("/v1/runs/" + run + "/trace")
                        .data()
                        .getJsonArray("spans")
                        .getValuesAs(JsonObject.class)
                        .stream()
                        .filter(span -> span.getString("kind").equals("attempt"))
                        .toList();
        assertThat(calls).extracting(call -> call.getString("status")).containsExactly("Lost", "Completed");
        assertThat(calls.get(1).getJsonArray("queue").getJsonObject(0).getString("cause"))
                .isEqualTo("restart");
    }
}
