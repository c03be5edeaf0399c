package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.Invariants;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Every kind of step that does not wait for others, on the real server. */
@Order(4)
class StepsIT {

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void stepsInSequenceRunOnceEach() {
        JsonObject run = calls.ended("test/sequence", "{}", "sequence");

        assertThat(run.getJsonArray("output")).hasToString("[\"first1\",\"second2\"]");
        assertThat(calls.effects(run)).hasToString("{\"first\":1,\"loop-0\":1,\"loop-1\":1,\"loop-2\":1}");
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
        JsonObject run = calls.ended("test/step-flaky", "{\"failures\": 2}", "step-flaky");

        assertThat(run.getString("output")).isEqualTo("attempt 2");
        assertThat(calls.effects(run)).hasToString("{\"before\":1,\"flaky\":3}");
    }

    @Test
    void failedStepCanBeCaught() {
        JsonObject run = calls.ended("test/step-flaky", "{\"failures\": 9}", "step-flaky");

        assertThat(run.getString("output")).isEqualTo("compensated attempt 2 fails");
    }

    @Test
    void failureHandlerRunsWithWhatFailed() {
        JsonObject run = calls.ended("test/no-retries", "{\"order\": 1}", "no-retries");

        assertThat(run.getString("status")).isEqualTo("Failed");
        JsonObject failed = calls.lifecycleEvent("inngest/function.failed", run);
        JsonObject handler = Await.endedRun(api, failed.getString("internal_id"), "no-retries-failure");
        assertThat(handler.getString("output"))
                .isEqualTo("no-retries dev.gamelan.step.StepFailedException {\"order\":1}");
    }

    @Test
    void sleepsNoShorterThanAsked() {
        JsonObject run = calls.ended("test/sleeper", "{\"millis\": 700}", "sleeper");

        assertThat(run.getString("output")).isEqualTo("rested");
        Duration took = Duration.between(
                Instant.parse(run.getString("run_started_at")), Instant.parse(run.getString("ended_at")));
        assertThat(took).isBetween(Duration.ofMillis(700), Duration.ofSeconds(10));
        assertThat(calls.effects(run)).hasToString("{\"after\":1,\"before\":1}");
    }

    @Test
    void invocationGivesTheResultOfTheOtherRun() {
        assertThat(calls.ended("test/parent", "{\"number\": 41}", "parent").getString("output"))
                .isEqualTo("item seen 42");
        assertThat(calls.ended("test/parent", "{\"number\": -1}", "parent").getString("output"))
                .contains("negative");
    }

    @Test
    void manyInvocationsComeTogether() {
        JsonObject run = calls.ended("test/many-children", "{\"children\": 40}", "many-children");

        assertThat(run.getInt("output")).isEqualTo(40 * 41 / 2);
        assertThat(calls.effects(run)).hasToString("{\"continue\":1}");
    }

    @Test
    void invocationOfNobodyFails() {
        JsonObject run = calls.ended("test/calls-nobody", "{}", "calls-nobody");

        assertThat(run.getString("status")).isEqualTo("Failed");
        assertThat(run.getJsonObject("error").getString("message")).contains("could not find function with ID: nobody");
    }

    @Test
    void invocationIsGivenUpInTime() {
        JsonObject run = calls.ended("test/impatient", "{}", "impatient");

        assertThat(run.getJsonObject("error").getString("message")).contains("gave no result in time");
    }

    @Test
    void stepsSideBySideGoOnTogetherAndContinueOnce() {
        JsonObject run = calls.ended("test/side-by-side", "{\"branches\": 32}", "side-by-side");

        assertThat(run.getInt("output")).isEqualTo(31 * 32 / 2);
        JsonObject effects = calls.effects(run);
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
            JsonObject effects = calls.effects(Await.endedRun(api, event, "graph"));
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
    void suspensionIsNotSwallowed() {
        assertThat(calls.ended("test/swallower", "{}", "swallower").getString("output"))
                .isEqualTo("slept");
    }

    @Test
    void misuseFailsAtOnceAndSaysWhere() {
        JsonObject run = calls.ended("test/nested", "{}", "nested");

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
        assertThat(calls.ended("test/ledger", "{}", "ledger").getString("output"))
                .isEqualTo("booked 1");
        assertThat(calls.ended("test/ledger", "{\"fail\": true}", "ledger").getString("output"))
                .isEqualTo("booked 1");
    }

    @Test
    void finishedEventTellsTheResult() {
        JsonObject run = calls.ended("test/sequence", "{}", "sequence");

        JsonObject data = calls.lifecycleEvent("inngest/function.finished", run).getJsonObject("data");
        assertThat(data.getJsonArray("result")).isEqualTo(run.getJsonArray("output"));
        assertThat(data.getJsonObject("event").getString("name")).isEqualTo("test/sequence");
        assertThat(data.getJsonObject("_inngest").getString("status")).isEqualTo("Completed");
    }
}
