package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Backlog;
import dev.gamelan.systemtests.harness.BulkJobs;
import dev.gamelan.systemtests.harness.Scrape;
import dev.gamelan.systemtests.harness.Stream;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** {@code GET /v1/stream}, as its clients hear it. */
@Order(8)
class StreamIT {

    private static final System.Logger LOG = System.getLogger(StreamIT.class.getName());
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final TestServer server = TestServer.get();
    private final Api api = server.api();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void aRunIsHeardOfSoonAfterItsEvent() {
        List<Long> millis = new ArrayList<>();
        try (Stream stream = api.stream("")) {
            stream.await("hello");
            for (int i = 0; i < 10; i++) {
                long start = System.nanoTime();
                String event = api.send("test/sequence", "{}");
                Stream.Message heard = stream.await(LONGEST, message -> message.hasRunOf(event));
                millis.add(Duration.ofNanos(heard.at() - start).toMillis());
                assertThat(stream.events())
                        .extracting(told -> told.getString("internal_id"))
                        .contains(event);
            }
        }

        LOG.log(System.Logger.Level.INFO, "From the request to the stream: {0} ms", millis);
        assertThat(millis.stream().sorted().toList().get(5)).isLessThan(2_000);
    }

    @Test
    void whatIsHeardIsWhatTheListsSay() {
        try (Stream stream = api.stream("")) {
            stream.await("hello");
            String event = api.send("test/sequence", "{\"payload\": 1}");
            String run = Await.endedRun(api, event, "sequence").getString("run_id");
            stream.await(run, "Completed");

            List<JsonObject> states = stream.statesOf(run);
            assertThat(states.get(states.size() - 1))
                    .isEqualTo(api.get("/v1/runs/" + run).data());
            JsonObject told = stream.events().stream()
                    .filter(heard -> heard.getString("internal_id").equals(event))
                    .findFirst()
                    .orElseThrow();
            assertThat(told).doesNotContainKey("data");
            JsonObject stored = api.get("/v1/events/" + event).data();
            assertThat(stored)
                    .containsAllEntriesOf(told)
                    .hasSize(told.size() + 1)
                    .containsKey("data");
        }
    }

    @Test
    void onlyWhatWasAskedForIsHeard() {
        try (Stream runs = api.stream("?topics=runs&function_id=sequence&function_id=flaky");
                Stream events = api.stream("?topics=events")) {
            runs.await("hello");
            events.await("hello");
            Await.endedRun(api, api.send("test/hopeless", "{}"), "hopeless");
            String event = api.send("test/sequence", "{}");
            String run = Await.endedRun(api, event, "sequence").getString("run_id");

            runs.await(run, "Completed");
            events.await(
                    LONGEST,
                    message -> message.name().equals("changes")
                            && message.events().stream()
                                    .anyMatch(heard ->
                                            heard.getString("internal_id").equals(event)));
            assertThat(runs.runs())
                    .allSatisfy(
                            heard -> assertThat(heard.getString("function_id")).isIn("sequence", "flaky"));
            assertThat(runs.events()).isEmpty();
            assertThat(events.runs()).isEmpty();
        }
    }

    @Test
    void whatCannotBeAskedForIsRefused() {
        assertThat(api.get("/v1/stream?topics=steps").error()).contains("topics", "steps");
        assertThat(api.get("/v1/stream?function=one").error()).contains("function_id", "topics");
        assertThat(api.get("/v1/stream?topics=steps").status()).isEqualTo(400);
    }

    @Test
    void whoComesBackMissesNothing() {
        String last;
        try (Stream stream = api.stream("")) {
            stream.await("hello");
            String event = api.send("test/sequence", "{}");
            last = stream.await(LONGEST, message -> message.hasRunOf(event)).id();
        }
        List<String> missed = IntStream.range(0, 20)
                .mapToObj(i -> api.send("test/sequence", "{}"))
                .map(event -> Await.endedRun(api, event, "sequence").getString("run_id"))
                .toList();

        try (Stream again = api.stream("", "Last-Event-ID", last)) {
            assertThat(again.await("hello").data().getBoolean("resumed")).isTrue();
            missed.forEach(run -> again.await(run, "Completed"));
            assertThat(again.messages()).noneMatch(message -> message.name().equals("reset"));
        }
    }

    @Test
    void whoComesWithAnIdThatNobodyKnowsHasToBeginAnew() {
        try (Stream stream = api.stream("", "Last-Event-ID", "01KE0000000000000000000000-17")) {
            assertThat(stream.await("hello").data().getBoolean("resumed")).isFalse();
            String from = stream.await("reset").id();
            String event = api.send("test/sequence", "{}");
            stream.await(LONGEST, message -> message.hasRunOf(event));

            try (Stream again = api.stream("", "Last-Event-ID", from)) {
                assertThat(again.await("hello").data().getBoolean("resumed")).isTrue();
                again.await(LONGEST, message -> message.hasRunOf(event));
            }
        }
    }

    @Test
    void ofMoreThanFitsTheNewestAreHeardAndTheOthersCounted() {
        try (Stream stream = api.stream("?topics=events")) {
            stream.await("hello");
            List<String> ids = api.post(IntStream.range(0, 500)
                            .mapToObj(i -> "{\"name\":\"test/nobody\",\"data\":{\"number\":" + i + "}}")
                            .toList()
                            .toString())
                    .ids();

            stream.await(
                    LONGEST,
                    message -> message.name().equals("changes")
                            && message.events().stream()
                                    .anyMatch(heard ->
                                            heard.getString("internal_id").equals(ids.get(499))));
            assertThat(stream.events()).hasSize(200);
            assertThat(stream.messages().stream()
                            .filter(message -> message.name().equals("changes"))
                            .mapToInt(message -> message.data().getInt("more"))
                            .sum())
                    .as("300, and events of the server's own that other tests have left behind")
                    .isBetween(300, 330);
        }
    }

    @Test
    void whatABulkJobDeletesIsToldOnceToThoseWhoCare() {
        String key = UUID.randomUUID().toString();
        List<String> runs = IntStream.range(0, 5)
                .mapToObj(i -> api.send("test/sequence", "{\"key\": \"" + key + "\"}"))
                .map(event -> Await.endedRun(api, event, "sequence").getString("run_id"))
                .toList();
        try (Stream stream = api.stream("?topics=runs&function_id=sequence");
                Stream others = api.stream("?topics=runs&function_id=flaky");
                Stream events = api.stream("?topics=events")) {
            List.of(stream, others, events).forEach(listener -> listener.await("hello"));

            new BulkJobs(api)
                    .completed("{\"kind\": \"delete\", \"runs\": {\"function_id\": \"sequence\", \"text\": \"" + key
                            + "\"}}");

            await().atMost(LONGEST)
                    .untilAsserted(() -> assertThat(stream.deletedRuns()).containsExactlyInAnyOrderElementsOf(runs));
            assertThat(stream.runs()).isEmpty();
            assertThat(stream.messages()).noneMatch(message -> message.data().getInt("more", 0) > 0);
            String later = Await.endedRun(api, api.send("test/flaky", "{\"failures\": 0}"), "flaky")
                    .getString("run_id");
            others.await(later, "Completed");
            assertThat(others.deletedRuns()).isEmpty();
            assertThat(events.deletedRuns()).isEmpty();
            assertThat(events.deletedEvents()).as("their events are kept").isEmpty();
        }
    }

    @Test
    void thereIsAnEndToHowManyMayListen() {
        List<Stream> streams = new ArrayList<>();
        try {
            awaitClients(0);
            for (int i = 0; i < 100; i++) {
                streams.add(api.stream("?topics=runs"));
            }
            HttpResponse<String> refused = api.text("/v1/stream", "text/event-stream");

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("5");
            assertThat(refused.body()).contains("gamelan.stream.clients");
            assertThat(clients()).isEqualTo(100);
        } finally {
            streams.forEach(Stream::close);
        }
        awaitClients(0);
    }

    /** Its connection takes a few megabytes, then nothing; it is let go, and the others do not notice. */
    @Test
    @EnabledIfSystemProperty(
            named = "gamelan.test.database",
            matches = "postgresql",
            disabledReason = "20 s of waiting, and no SQL of its own")
    void whoDoesNotListenIsLetGoAndHoldsUpNobody() throws IOException {
        awaitClients(0);
        try (Socket deaf = new Socket();
                // Never more than fit into one message.
                Stream stream = api.stream("?topics=runs&function_id=slow-left")) {
            deaf.setReceiveBufferSize(4_096);
            deaf.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), server.options().port()));
            deaf.getOutputStream()
                    .write("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            await().atMost(LONGEST).until(() -> clients() == 2);

            for (int i = 0; i < 5; i++) {
                Await.endedRuns(api, fail(30), "huge-error");
                String event = Backlog.post(api, 100, 1).get(0);
                stream.await(LONGEST, message -> message.hasRunOf(event));
            }

            awaitClients(1);
            // Now nothing happens for some time: who listens is told so.
            await().atMost(LONGEST).until(() -> !stream.comments().isEmpty());
            assertThat(stream.isEnded()).isFalse();
        }
    }

    /** @return the last of so many events, each of which makes a run that fails with an error of 128 KiB */
    private String fail(int count) {
        String event = "";
        for (int i = 0; i < count; i++) {
            event = api.send("test/huge-error", "{}");
        }
        return event;
    }

    @Test
    @EnabledIfSystemProperty(
            named = "gamelan.test.database",
            matches = "postgresql",
            disabledReason = "a restart, and no SQL of its own")
    void endsWithTheServerAndTellsWhoComesBackToBeginAnew() {
        String last;
        try (Stream stream = api.stream("")) {
            last = stream.await("hello").id();
            long start = System.nanoTime();
            server.down();
            LOG.log(
                    System.Logger.Level.INFO,
                    "With a client the server took {0} ms to stop",
                    Duration.ofNanos(System.nanoTime() - start).toMillis());
            await().atMost(Duration.ofSeconds(5)).until(stream::isEnded);
        }
        server.up();

        try (Stream again = api.stream("", "Last-Event-ID", last)) {
            assertThat(again.await("hello").data().getBoolean("resumed")).isFalse();
            again.await("reset");
        }
    }

    /** That a client has gone is found out when it is to be told something. */
    private void awaitClients(int count) {
        await().atMost(Duration.ofSeconds(75))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    api.send("test/sequence", "{}");
                    return clients() == count;
                });
    }

    private double clients() {
        return Scrape.of(api).value("gamelan_stream_clients");
    }
}
