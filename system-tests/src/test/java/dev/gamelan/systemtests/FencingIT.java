package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Invariants;
import dev.gamelan.systemtests.harness.Stream;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two nodes on one database. One is paused for longer than its lease, and does not know it when it goes on. */
@Order(17)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the last leaves the first node dead: one start less
class FencingIT {

    private static final System.Logger LOG = System.getLogger(FencingIT.class.getName());
    private static final String LEASE = "gamelan.lease";

    /** What a node writes to its log when it has noticed that another one is silent. */
    private static final String NOTICED = "A node was gone";

    private static TestServer first;
    private static TestServer second;

    @BeforeAll
    static void startTheSecondNode() {
        first = TestServer.get();
        assumeTrue(first.database().isExternal(), "two nodes cannot share H2");
        first.deployExtended();
        first.set(LEASE, "PT3S");
        second = first.another("second");
    }

    @AfterAll
    static void stopTheSecondNode() {
        if (second != null) {
            second.down();
            first.set(LEASE, "PT30S");
        }
    }

    @Test
    @Order(2)
    void resultOfAPausedNodeIsRefused() {
        Api api = first.api();
        Api other = second.api();
        String event = api.send("test/slow-step", "{\"millis\": 6000}");
        String run = Await.startedRun(api, event);
        await().atMost(Duration.ofSeconds(10)).until(() -> effects(other, run).containsKey("slow"));

        // Whoever has got the run is paused; the other one takes over.
        boolean firstHasIt = isWorkedOnBy(other, run, first);
        TestServer paused = firstHasIt ? first : second;
        Api running = firstHasIt ? other : api;
        paused.pause();
        JsonObject over;
        try {
            over = Await.endedRun(running, event, "slow-step");
        } finally {
            paused.resume();
        }

        assertThat(over.getString("output")).isEqualTo("recorded by execution 2");
        // The paused body ends, and what it has to say changes nothing.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(effects(running, run)).hasToString("{\"after\":1,\"slow\":2,\"slow-ended\":2}"));
        Invariants.hold(running, event, 1, Duration.ofSeconds(30));
        assertThat(Await.endedRun(running, event, "slow-step")).isEqualTo(over);
        // It has noticed, and works on.
        await().atMost(Duration.ofSeconds(20))
                .until(() -> paused.api().get("/health/ready").status() == 200);
        Api again = paused.api();
        assertThat(Await.endedRun(again, again.send("test/sequence", "{}"), "sequence")
                        .getString("status"))
                .isEqualTo("Completed");
    }

    /** It was paused and counted as dead, came back, and then dies: in the middle of a run, and before it has offered an event. */
    @Test
    @Order(3)
    void whatADeadNodeLeavesIsTakenOverEvenIfItSeemedDeadBefore() {
        String key = UUID.randomUUID().toString();
        Api alive = second.api();
        String waiting = alive.send("test/cancellable", "{\"key\": \"" + key + "\", \"millis\": 120000}");
        Await.run(alive, waiting, "cancellable", "Waiting");
        long before = second.logged(NOTICED);
        first.pause();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> second.logged(NOTICED) > before);
        } finally {
            first.resume();
        }

        String event = slowStepOnTheFirst();
        Await.endedRun(
                first.api(), first.api().send("test/arm", "{\"name\": \"accept.committed\", \"times\": 1}"), "arm");
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            if (first.isRunning()) {
                first.api().send("test/cancel", "{\"key\": \"" + key + "\"}");
            }
            return !first.isRunning();
        });

        assertThat(Await.endedRun(alive, waiting, "cancellable").getString("status"))
                .isEqualTo("Cancelled");
        assertThat(Await.endedRun(alive, event, "slow-step").getString("output"))
                .isEqualTo("recorded by execution 2");
        Invariants.hold(alive, event, 1, Duration.ofSeconds(30));
    }

    /** What a node accepts it works on itself, as long as it has room; unless the other one is quicker. */
    private static String slowStepOnTheFirst() {
        Api api = first.api();
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            String event = api.send("test/slow-step", "{\"millis\": 6000}");
                            String run = Await.startedRun(api, event);
                            await().atMost(Duration.ofSeconds(10))
                                    .until(() -> effects(api, run).containsKey("slow"));
                            return isWorkedOnBy(api, run, first) ? event : "";
                        },
                        event -> !event.isEmpty());
    }

    /** As long as somebody listens on one node, the other tells it what it changes. */
    @Test
    @Order(1)
    void aClientOfOneNodeHearsOfTheRunsOfTheOther() {
        try (Stream stream = first.api().stream("");
                Stream there = second.api().stream("")) {
            stream.await("hello");
            there.await("hello");
            List<Long> millis = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                long start = System.nanoTime();
                String event = second.api().send("test/sequence", "{}");
                Stream.Message heard = stream.await(Duration.ofSeconds(30), message -> message.hasRunOf(event));
                millis.add(Duration.ofNanos(heard.at() - start).toMillis());
                String run = Await.endedRun(first.api(), event, "sequence").getString("run_id");
                stream.await(run, "Completed");
                there.await(run, "Completed");
            }

            LOG.log(System.Logger.Level.INFO, "From a request to another node to the stream: {0} ms", millis);
            assertThat(millis.stream().sorted().toList().get(5)).isLessThan(3_000);
        }
    }

    private static boolean isWorkedOnBy(Api api, String run, TestServer server) {
        JsonObject owner = Await.endedRun(api, api.send("test/owner", "{\"run\": \"" + run + "\"}"), "owner");
        return !owner.getString("output").equals("second") == (server == first);
    }

    private static JsonObject effects(Api api, String run) {
        return Await.endedRun(api, api.send("test/effects", "{\"run\": \"" + run + "\"}"), "effects")
                .getJsonObject("output");
    }
}
