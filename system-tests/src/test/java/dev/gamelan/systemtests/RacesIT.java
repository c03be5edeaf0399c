package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Invariants;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Two things that happen at the same moment, in both orders and very often. */
@Order(5)
class RacesIT {

    private static final int PAIRS = 1_000;
    private static final int SECONDS = 400;
    private static final int CANCELLATIONS = 400;
    private static final int MOST_DELAY_MICROS = 60_000;

    private final Api api = TestServer.get().api();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    /** The wait and the event that it waits for come into being together. */
    @Test
    void noWaitMissesTheEventThatCameWithIt() {
        String since = api.send("test/effects", "{\"run\": \"none\"}");
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < PAIRS; i++) {
            String key = UUID.randomUUID().toString();
            String trigger = event("test/waiter", "{\"key\": \"%s\", \"millis\": 60000}".formatted(key));
            String awaited = event("test/awaited", "{\"key\": \"%s\", \"number\": %d}".formatted(key, i));
            boolean awaitedFirst = i % 2 == 0;
            Api.Answer answer =
                    api.post("[" + (awaitedFirst ? awaited + "," + trigger : trigger + "," + awaited) + "]");
            assertThat(answer.status()).isEqualTo(200);
            numbers.put(answer.ids().get(awaitedFirst ? 1 : 0), i);
        }

        Invariants.hold(api, since, 0, Duration.ofSeconds(50));
        assertThat(numbers)
                .allSatisfy((waiting, number) ->
                        assertThat(api.runs(waiting).get(0).getInt("output")).isEqualTo(number));
    }

    /** The second of two events comes at about the moment at which the wait for them begins. */
    @Test
    void waitGetsTheFirstOfTwoEvents() {
        String since = api.send("test/effects", "{\"run\": \"none\"}");
        Random random = new Random(since.hashCode());
        List<String> waiting = new ArrayList<>();
        List<CompletableFuture<Void>> seconds = new ArrayList<>();
        for (int i = 0; i < SECONDS; i++) {
            String key = UUID.randomUUID().toString();
            Api.Answer answer = api.post("["
                    + event("test/waiter", "{\"key\": \"%s\", \"millis\": 60000}".formatted(key)) + ","
                    + event("test/awaited", "{\"key\": \"%s\", \"number\": 1}".formatted(key)) + "]");
            waiting.add(answer.ids().get(0));
            Executor later = CompletableFuture.delayedExecutor(
                    random.nextInt(MOST_DELAY_MICROS / 4), TimeUnit.MICROSECONDS, ForkJoinPool.commonPool());
            seconds.add(CompletableFuture.runAsync(
                    () -> api.send("test/awaited", "{\"key\": \"%s\", \"number\": 2}".formatted(key)), later));
        }
        seconds.forEach(CompletableFuture::join);

        Invariants.hold(api, since, 0, Duration.ofSeconds(50));
        assertThat(waiting)
                .allSatisfy(event ->
                        assertThat(api.runs(event).get(0).getInt("output")).isEqualTo(1));
    }

    /** Each run is cancelled at about the moment at which it ends by itself. */
    @Test
    void cancelAndCompletionExcludeEachOther() {
        String since = api.send("test/effects", "{\"run\": \"none\"}");
        Random random = new Random(since.hashCode());
        Map<String, Integer> answers = Collections.synchronizedMap(new HashMap<>());
        List<CompletableFuture<Void>> cancellations = new ArrayList<>();
        for (int i = 0; i < CANCELLATIONS; i++) {
            String event = api.send("test/race", "{\"millis\": " + random.nextInt(20) + "}");
            String run = Await.startedRun(api, event);
            Executor later = CompletableFuture.delayedExecutor(
                    random.nextInt(MOST_DELAY_MICROS), TimeUnit.MICROSECONDS, ForkJoinPool.commonPool());
            cancellations.add(CompletableFuture.runAsync(() -> answers.put(event, api.cancel(run)), later));
        }
        cancellations.forEach(CompletableFuture::join);

        Invariants.hold(api, since, 0, Duration.ofSeconds(30));
        Map<String, Integer> statuses = new HashMap<>();
        answers.forEach((event, answer) -> {
            JsonObject run = api.runs(event).get(0);
            statuses.merge(run.getString("status"), 1, Integer::sum);
            assertThat(answer)
                    .as(run::toString)
                    .isEqualTo(run.getString("status").equals("Cancelled") ? 204 : 409);
        });
        assertThat(statuses).as("both have won").containsOnlyKeys("Cancelled", "Completed");
    }

    /** Both requests are answered, and only one of them is told that it was the one. */
    @Test
    void ofManyCancellationsOneWins() {
        String since = api.send("test/effects", "{\"run\": \"none\"}");
        String event = api.send("test/race", "{\"millis\": 60000}");
        String run = Await.run(api, event, "race", "Waiting").getString("run_id");

        List<CompletableFuture<Integer>> answers = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> api.cancel(run)))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join))
                .containsOnlyOnce(204)
                .contains(409);
        Invariants.hold(api, since, 0, Duration.ofSeconds(30));
    }

    /** 16 signals for one wait. */
    @Test
    void ofManySignalsOneIsTaken() {
        String since = api.send("test/effects", "{\"run\": \"none\"}");
        String signal = "race-" + UUID.randomUUID();
        String waiting = api.send("test/signalled", "{\"signal\": \"" + signal + "\", \"millis\": 30000}");
        Await.run(api, waiting, "signalled", "Waiting");

        List<CompletableFuture<Integer>> answers = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> api.signal("{\"signal\": \"%s\", \"data\": {\"name\": \"%d\", \"number\": 1}}"
                                        .formatted(signal, i))
                                .status()))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join))
                .containsOnlyOnce(200)
                .contains(404);
        await().until(() ->
                Await.endedRun(api, waiting, "signalled").getString("output").matches("[0-9]+"));
        Invariants.hold(api, since, 0, Duration.ofSeconds(30));
    }

    private static String event(String name, String data) {
        return "{\"name\": \"" + name + "\", \"data\": " + data + "}";
    }
}
