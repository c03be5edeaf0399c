package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Invariants;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Every kind of step, on the real server. */
@Order(4)
class StepsIT {

    private final Api api = TestServer.get().api();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void stepsInSequenceRunOnceEach() {
        JsonObject run = ended("test/sequence", "{}", "sequence");

        assertThat(run.getJsonArray("output")).hasToString("[\"first1\",\"second2\"]");
        assertThat(effects(run)).hasToString("{\"first\":1,\"loop-0\":1,\"loop-1\":1,\"loop-2\":1}");
        assertThat(api.steps(run.getString("run_id")))
                .extracting(
                        step -> step.getString("name") + ":" + step.getInt("index") + " " + step.getString("status"))
                .containsExactly(
                        "first:0 Completed",
                        "list:0 Completed",
                        "loop:0 Completed",
                        "loop:1 Completed",
                        "loop:2 Completed");
    }

    @Test
    void failingStepIsTriedAgainAndTheOthersAreNot() {
        JsonObject run = ended("test/step-flaky", "{\"failures\": 2}", "step-flaky");

        assertThat(run.getString("output")).isEqualTo("attempt 2");
        assertThat(effects(run)).hasToString("{\"before\":1,\"flaky\":3}");
    }

    @Test
    void failedStepCanBeCaught() {
        JsonObject run = ended("test/step-flaky", "{\"failures\": 9}", "step-flaky");

        assertThat(run.getString("output")).isEqualTo("compensated attempt 2 fails");
    }

    @Test
    void failureHandlerRunsWithWhatFailed() {
        JsonObject run = ended("test/no-retries", "{\"order\": 1}", "no-retries");

        assertThat(run.getString("status")).isEqualTo("Failed");
        JsonObject failed = lifecycleEvent("inngest/function.failed", run);
        JsonObject handler = Await.endedRun(api, failed.getString("internal_id"), "no-retries-failure");
        assertThat(handler.getString("output"))
                .isEqualTo("no-retries dev.gamelan.step.StepFailedException {\"order\":1}");
    }

    @Test
    void sleepsNoShorterThanAsked() {
        JsonObject run = ended("test/sleeper", "{\"millis\": 700}", "sleeper");

        assertThat(run.getString("output")).isEqualTo("rested");
        Duration took = Duration.between(
                Instant.parse(run.getString("run_started_at")), Instant.parse(run.getString("ended_at")));
        assertThat(took).isBetween(Duration.ofMillis(700), Duration.ofSeconds(10));
        assertThat(effects(run)).hasToString("{\"after\":1,\"before\":1}");
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
        JsonObject run = ended("test/waiter", waiter(UUID.randomUUID().toString(), 300), "waiter");

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

        JsonObject sender = ended("test/signalling", "{\"signal\": \"" + signal + "\"}", "signalling");

        assertThat(sender.getBoolean("output")).isTrue();
        assertThat(Await.endedRun(api, waiting, "signalled").getString("output"))
                .isEqualTo("by another run");
    }

    @Test
    void signalIsWaitedForByOneRunAtATime() {
        String data = "{\"signal\": \"" + UUID.randomUUID() + "\", \"millis\": 3000}";
        String first = api.send("test/signalled", data);
        Await.run(api, first, "signalled", "Waiting");

        JsonObject second = ended("test/signalled", data, "signalled");

        assertThat(second.getString("status")).isEqualTo("Failed");
        assertThat(second.getJsonObject("error").getString("message")).contains("SignalConflict");
        assertThat(Await.endedRun(api, first, "signalled").getString("output")).isEqualTo("nothing");
    }

    @Test
    void sentEventsWakeAndStart() {
        String key = UUID.randomUUID().toString();
        String waiting = api.send("test/waiter", waiter(key, 30_000));

        JsonObject sender = ended("test/sender", "{\"key\": \"" + key + "\"}", "sender");

        assertThat(sender.getInt("output")).isEqualTo(2);
        assertThat(Await.endedRun(api, waiting, "waiter").getInt("output")).isEqualTo(7);
        String sequence = api.steps(sender.getString("run_id"))
                .get(0)
                .getJsonObject("output")
                .getJsonArray("ids")
                .getString(1);
        Await.endedRun(api, sequence, "sequence");
    }

    @Test
    void invocationGivesTheResultOfTheOtherRun() {
        assertThat(ended("test/parent", "{\"number\": 41}", "parent").getString("output"))
                .isEqualTo("item seen 42");
        assertThat(ended("test/parent", "{\"number\": -1}", "parent").getString("output"))
                .contains("negative");
    }

    @Test
    void manyInvocationsComeTogether() {
        JsonObject run = ended("test/many-children", "{\"children\": 40}", "many-children");

        assertThat(run.getInt("output")).isEqualTo(40 * 41 / 2);
        assertThat(effects(run)).hasToString("{\"continue\":1}");
    }

    @Test
    void invocationOfNobodyFails() {
        JsonObject run = ended("test/calls-nobody", "{}", "calls-nobody");

        assertThat(run.getString("status")).isEqualTo("Failed");
        assertThat(run.getJsonObject("error").getString("message")).contains("could not find function with ID: nobody");
    }

    @Test
    void invocationIsGivenUpInTime() {
        JsonObject run = ended("test/impatient", "{}", "impatient");

        assertThat(run.getJsonObject("error").getString("message")).contains("gave no result in time");
    }

    @Test
    void stepsSideBySideGoOnTogetherAndContinueOnce() {
        JsonObject run = ended("test/side-by-side", "{\"branches\": 32}", "side-by-side");

        assertThat(run.getInt("output")).isEqualTo(31 * 32 / 2);
        JsonObject effects = effects(run);
        assertThat(effects.keySet()).hasSize(34);
        assertThat(effects.values()).allSatisfy(count -> assertThat(count).hasToString("1"));
    }

    /** Every way in which up to four steps can go on after and beside each other. */
    @Test
    void everyShapeOfStepsRunsEachOfThemOnce() {
        String since = api.send("test/effects", "{\"run\": \"none\"}");
        List<List<Integer>> shapes =
                IntStream.rangeClosed(1, 4).boxed().flatMap(StepsIT::shapes).toList();
        Map<String, Integer> steps = new LinkedHashMap<>();
        for (List<Integer> shape : shapes) {
            for (boolean late : new boolean[] {false, true}) {
                steps.put(
                        api.send("test/graph", "{\"stages\": %s, \"late\": %s}".formatted(shape, late)),
                        shape.stream().mapToInt(Integer::intValue).sum());
            }
        }

        assertThat(shapes).hasSize(1 + 2 + 4 + 8);
        assertThat(steps).allSatisfy((event, count) -> {
            JsonObject effects = effects(Await.endedRun(api, event, "graph"));
            assertThat(effects.keySet()).hasSize(count + 1).contains("continue");
            assertThat(effects.values()).allSatisfy(done -> assertThat(done).hasToString("1"));
        });
        Invariants.hold(api, since, 0, Duration.ofSeconds(30));
    }

    /** So many steps, as the numbers of those that go on side by side. */
    private static Stream<List<Integer>> shapes(int steps) {
        if (steps == 0) {
            return Stream.of(List.of());
        }
        return IntStream.rangeClosed(1, steps)
                .boxed()
                .flatMap(first -> shapes(steps - first)
                        .map(rest ->
                                Stream.concat(Stream.of(first), rest.stream()).toList()));
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
        assertThat(effects(run)).hasToString("{\"before\":1}");
        lifecycleEvent("inngest/function.cancelled", run);
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
        JsonObject run = ended("test/late", "{}", "late");

        assertThat(run.getString("status")).isEqualTo("Cancelled");
        assertThat(run.getJsonObject("error").getString("message")).contains("@Timeouts finish");
    }

    @Test
    void suspensionIsNotSwallowed() {
        assertThat(ended("test/swallower", "{}", "swallower").getString("output"))
                .isEqualTo("slept");
    }

    @Test
    void misuseFailsAtOnceAndSaysWhere() {
        JsonObject run = ended("test/nested", "{}", "nested");

        assertThat(run.getString("status")).isEqualTo("Failed");
        assertThat(run.getJsonObject("error").getString("message"))
                .contains("inner", "outer", "Stepping.java:", "cannot contain another");
    }

    @Test
    void whatIsTooBigFailsItsRunAlone() {
        String big = api.send("test/big-result", "{\"what\": \"big\"}");
        String error = api.send("test/big-result", "{\"what\": \"error\"}");
        String nul = api.send("test/big-result", "{\"what\": \"nul\"}");
        List<String> neighbours = IntStream.range(0, 20)
                .mapToObj(i -> api.send("test/sequence", "{}"))
                .toList();

        JsonObject tooBig = Await.endedRun(api, big, "big-result");
        assertThat(tooBig.getString("status")).isEqualTo("Failed");
        assertThat(tooBig.getJsonObject("error").getString("message")).contains("4 MiB");
        JsonObject failed = Await.endedRun(api, error, "big-result");
        assertThat(failed.getString("status")).isEqualTo("Failed");
        assertThat(failed.getJsonObject("error").getString("message"))
                .hasSizeLessThan(70_000)
                .contains("\ufffdxxx")
                .contains("(truncated)");
        assertThat(api.steps(failed.getString("run_id")).toString()).contains("(truncated)");
        assertThat(Await.endedRun(api, nul, "big-result").getString("status")).isEqualTo("Completed");
        assertThat(neighbours)
                .allSatisfy(event -> assertThat(
                                Await.endedRun(api, event, "sequence").getString("status"))
                        .isEqualTo("Completed"));
    }

    @Test
    void transactionalStepAndItsRowsAreOne() {
        assertThat(ended("test/ledger", "{}", "ledger").getString("output")).isEqualTo("booked 1");
        assertThat(ended("test/ledger", "{\"fail\": true}", "ledger").getString("output"))
                .isEqualTo("booked 1");
    }

    @Test
    void finishedEventTellsTheResult() {
        JsonObject run = ended("test/sequence", "{}", "sequence");

        JsonObject data = lifecycleEvent("inngest/function.finished", run).getJsonObject("data");
        assertThat(data.getJsonArray("result")).isEqualTo(run.getJsonArray("output"));
        assertThat(data.getJsonObject("event").getString("name")).isEqualTo("test/sequence");
        assertThat(data.getJsonObject("_inngest").getString("status")).isEqualTo("Completed");
    }

    private JsonObject ended(String event, String data, String functionId) {
        return Await.endedRun(api, api.send(event, data), functionId);
    }

    /** What the bodies of a run's steps have done, and how often. */
    private JsonObject effects(JsonObject run) {
        return ended("test/effects", "{\"run\": \"" + run.getString("run_id") + "\"}", "effects")
                .getJsonObject("output");
    }

    private JsonObject lifecycleEvent(String name, JsonObject run) {
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

    private static String cancellable(String key, int millis) {
        return waiter(key, millis);
    }
}
