package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.launcher.Broker;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Backlog;
import dev.gamelan.systemtests.harness.ExternalBroker;
import dev.gamelan.systemtests.harness.FunctionModule;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** An Artemis of its own process, chosen by configuration: killed, away, and what is left on it. */
@Order(13)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "h2",
        disabledReason =
                "what brokers lose does not depend on the database, and what makes it good is seen by both in other tests")
class BrokerOutageIT {

    /** Less than it takes until the database is asked: who is quicker was told by the topic. */
    private static final Duration QUICK = Duration.ofSeconds(3);

    private static ExternalBroker broker;

    /** An event whose run was in the middle of a step when the server was stopped, which a change of the broker does. */
    private static String goingOn;

    private final TestServer server = TestServer.get();
    private final Api api = server.api();

    @BeforeAll
    static void switchToTheExternalBroker() {
        broker = new ExternalBroker();
        broker.start();
        TestServer.get().deployExtended();
        Api api = TestServer.get().api();
        goingOn = api.send("test/slow-step", "{\"millis\": 8000}");
        String run = Await.startedRun(api, goingOn);
        await().atMost(Duration.ofSeconds(10)).until(() -> effects(api, run).contains("slow"));
        TestServer.get().useBroker(broker.address());
    }

    @AfterAll
    static void switchBack() {
        TestServer.get().useBroker(Broker.embedded());
        broker.kill();
    }

    @Test
    void aServerThatIsStoppedLetsWhatIsGoingOnEnd() {
        JsonObject run = Await.endedRun(api, goingOn, "slow-step");

        assertThat(run.getString("output")).isEqualTo("recorded by execution 1");
        assertThat(effects(api, run.getString("run_id"))).isEqualTo("{\"after\":1,\"slow\":1,\"slow-ended\":1}");
    }

    @Test
    void killedWhileEventsArriveItLosesNoneAndDoublesNone() throws Exception {
        CountDownLatch some = new CountDownLatch(100);
        CompletableFuture<List<String>> posting =
                CompletableFuture.supplyAsync(() -> Backlog.postOneByOne(api, 500, some::countDown));
        assertThat(some.await(30, TimeUnit.SECONDS)).isTrue();

        broker.kill();
        assertThat(posting).as("still arriving").isNotDone();
        broker.start();

        List<String> ids = posting.get(120, TimeUnit.SECONDS);
        assertThat(ids).hasSize(500);
        Backlog.awaitCompletion(api, ids, Duration.ofSeconds(60));
        awaitDeliveryByTopic();
    }

    @Test
    void whileItIsAwayEventsAreAccepted() {
        broker.kill();
        List<String> ids;
        try {
            ids = Backlog.post(api, 100, 1);
        } finally {
            broker.start();
        }

        Backlog.awaitCompletion(api, ids, Duration.ofSeconds(60));
        awaitDeliveryByTopic();
    }

    @Test
    void noSubscriptionIsLeftOfAFunctionThatChangedOrWasRemoved() {
        FunctionModule before = FunctionModule.listeningFor("changing", "test/before");
        FunctionModule after = FunctionModule.listeningFor("changing", "test/after");

        server.deployWith(before);
        assertThat(broker.hasSubscription(before.subscription()))
                .as("there before the first event")
                .isTrue();
        Await.endedRuns(api, api.send("test/before", "{}"), "changing");

        server.deployWith(after);
        Await.endedRuns(api, api.send("test/after", "{}"), "changing");
        await().atMost(Duration.ofSeconds(30)).until(() -> !broker.hasSubscription(before.subscription()));
        assertThat(broker.hasSubscription(after.subscription())).isTrue();
        assertThat(api.runs(api.send("test/before", "{}"))).isEmpty();

        server.deployExtended();
        await().atMost(Duration.ofSeconds(30)).until(() -> !broker.hasSubscription(after.subscription()));
    }

    private static String effects(Api api, String run) {
        return Await.endedRun(api, api.send("test/effects", "{\"run\": \"" + run + "\"}"), "effects")
                .getJsonObject("output")
                .toString();
    }

    private void awaitDeliveryByTopic() {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            String id = api.send("test/slow", "{\"number\":1,\"millis\":1}");
            long sent = System.nanoTime();
            Backlog.awaitCompletion(api, List.of(id), Duration.ofSeconds(30));
            return System.nanoTime() - sent < QUICK.toNanos();
        });
    }
}
