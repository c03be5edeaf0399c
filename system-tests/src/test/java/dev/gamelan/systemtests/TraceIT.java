package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a run's history looks like. A lost attempt is in {@link ServerCrashIT}, which has a crash anyway. */
@Order(5)
class TraceIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void stepsFollowEachOtherWithinTheirRun() {
        JsonObject run = calls.ended("test/sequence", "{\"n\": 1}", "sequence");

        JsonObject trace = trace(run);
        List<JsonObject> spans = spans(trace);

        assertThat(trace.getString("status")).isEqualTo("Completed");
        assertThat(trace.isNull("waiting_for")).isTrue();
        assertThat(names(spans))
                .containsExactly("run sequence", "step first", "step list", "step loop", "step loop", "step loop");
        JsonObject whole = spans.get(0);
        assertThat(whole.getJsonObject("input").getJsonObject("data")).hasToString("{\"n\":1}");
        assertThat(whole.get("output")).isEqualTo(run.get("output"));
        assertThat(whole.getString("event_id")).isEqualTo(run.getString("event_id"));
        assertThat(spans.subList(1, 6)).allSatisfy(step -> {
            assertThat(step.getString("parent_id")).isEqualTo(whole.getString("id"));
            assertThat(step.getString("status")).isEqualTo("Completed");
            assertThat(time(step, "started_at")).isBetween(time(whole, "started_at"), time(whole, "ended_at"));
            assertThat(time(step, "ended_at")).isBetween(time(step, "started_at"), time(whole, "ended_at"));
        });
        assertThat(spans.get(1).getJsonObject("output").getString("name")).isEqualTo("first");
    }

    @Test
    void failedAttemptsAtAStepAreKept() {
        JsonObject run = calls.ended("test/step-flaky", "{\"failures\": 2}", "step-flaky");

        List<JsonObject> attempts = of(spans(trace(run)), "attempt");

        assertThat(attempts)
                .extracting(attempt -> attempt.getString("status"))
                .containsExactly("Failed", "Failed", "Completed");
        assertThat(attempts).extracting(attempt -> attempt.getInt("attempt")).containsExactly(0, 1, 2);
        assertThat(attempts.get(1).getJsonObject("error").getString("message")).isEqualTo("attempt 1 fails");
        assertThat(attempts.subList(1, 3)).allSatisfy(attempt -> {
            JsonObject backoff = attempt.getJsonArray("queue").getJsonObject(0);
            assertThat(backoff.getString("cause")).isEqualTo("backoff");
            assertThat(Duration.between(time(backoff, "from"), time(backoff, "to")))
                    .isPositive();
            assertThat(time(attempt, "started_at")).isAfterOrEqualTo(time(backoff, "to"));
        });
    }

    @Test
    void failedAttemptsOfTheFunctionAreKept() {
        JsonObject run = calls.ended("test/flaky", "{\"failures\": 2}", "flaky");

        List<JsonObject> attempts = of(spans(trace(run)), "attempt");

        assertThat(attempts)
                .extracting(attempt -> attempt.getString("status"))
                .containsExactly("Failed", "Failed", "Completed");
        assertThat(attempts.get(0).getString("parent_id")).isEqualTo(run.getString("run_id"));
        assertThat(attempts.get(0).getJsonObject("error").getString("message")).isEqualTo("attempt 0 fails");
        assertThat(causes(attempts.get(2))).startsWith("backoff");
        assertThat(attempts.get(2).getString("ended_at")).isEqualTo(trace(run).getString("ended_at"));
    }

    @Test
    void aFailureThatTheFunctionPassesOnIsToldOnce() {
        JsonObject run = calls.ended("test/no-retries", "{}", "no-retries");

        List<JsonObject> spans = spans(trace(run));

        assertThat(names(spans)).containsExactly("run no-retries", "step once");
        assertThat(spans.get(1).getJsonObject("error").getString("message")).isEqualTo("fails");
    }

    @Test
    void aSleepLastsAsLongAsItWasMeantTo() {
        JsonObject run = calls.ended("test/sleeper", "{\"millis\": 700}", "sleeper");

        List<JsonObject> spans = spans(trace(run));

        JsonObject nap = named(spans, "nap");
        assertThat(Duration.between(time(nap, "started_at"), time(nap, "ended_at"))
                        .toMillis())
                .isBetween(600L, 700L);
        assertThat(nap.getJsonObject("input").getString("until")).isNotEmpty();
        JsonObject after = named(spans, "after");
        assertThat(causes(after)).containsAnyOf("queue", "concurrency");
        assertThat(time(after.getJsonArray("queue").getJsonObject(0), "from")).isEqualTo(time(nap, "ended_at"));
    }

    @Test
    void aWaitSaysWhatItWaitsForAndWhichEventEndedIt() {
        String event = api.send("test/waiter", "{\"key\": \"" + key + "\", \"millis\": 60000}");
        String run = Await.run(api, event, "waiter", "Waiting").getString("run_id");

        JsonObject waiting = trace(run).getJsonObject("waiting_for");
        assertThat(waiting.getString("cause")).isEqualTo("event");
        assertThat(waiting.getString("step")).isEqualTo("wait");
        assertThat(waiting.getString("text"))
                .startsWith("step 'wait' waits for an event test/awaited whose data.key is \"" + key + "\"");

        String awaited = api.send("test/awaited", "{\"key\": \"" + key + "\", \"number\": 3}");
        Await.endedRun(api, event, "waiter");

        JsonObject wait = named(spans(trace(run)), "wait");
        assertThat(wait.getString("event_id")).isEqualTo(awaited);
        assertThat(wait.getJsonObject("input").getString("event")).isEqualTo("test/awaited");
        assertThat(wait.getJsonObject("input").getString("match")).isEqualTo("data.key");
        assertThat(wait.getString("step_kind")).isEqualTo("wait_for_event");
    }

    @Test
    void anInvocationNamesTheRunThatItStarted() {
        JsonObject run = calls.ended("test/parent", "{\"number\": 4}", "parent");

        JsonObject call = named(spans(trace(run)), "call");

        JsonObject child = trace(call.getString("child_run_id"));
        assertThat(child.getString("function_id")).isEqualTo("child");
        assertThat(child.getString("parent_run_id")).isEqualTo(run.getString("run_id"));
        assertThat(child.getString("parent_step")).isEqualTo(call.getString("step_key"));
        assertThat(call.getJsonObject("input").getJsonObject("data")).hasToString("{\"name\":\"item\",\"number\":4}");
        assertThat(call.getJsonObject("input").getString("function_id")).isEqualTo("child");
    }

    @Test
    void manyInvocationsAreToldApart() {
        JsonObject run = calls.ended("test/many-children", "{\"children\": 5}", "many-children");

        List<JsonObject> children = of(spans(trace(run)), "step").stream()
                .filter(step -> step.getString("step_kind").equals("invoke"))
                .toList();

        assertThat(children).hasSize(5);
        assertThat(children)
                .extracting(child -> child.getString("child_run_id"))
                .doesNotHaveDuplicates();
        assertThat(children)
                .allSatisfy(child -> assertThat(child.getString("name"))
                        .endsWith("-"
                                + child.getJsonObject("input")
                                        .getJsonObject("data")
                                        .getInt("number")));
    }

    @Test
    void whatWasSentIsTold() {
        JsonObject run = calls.ended("test/sender", "{\"key\": \"" + key + "\"}", "sender");

        JsonObject input = named(spans(trace(run)), "send").getJsonObject("input");

        assertThat(input.getInt("count")).isEqualTo(2);
        assertThat(input.getJsonArray("events").getValuesAs(JsonObject.class))
                .extracting(event -> event.getString("name"))
                .containsExactly("test/awaited", "test/sequence");
    }

    @Test
    void saysWhyARunDoesNotGoOn() {
        String event = api.send("test/stuck", "{\"key\": \"" + key + "\", \"name\": \"one\"}");
        String run = Await.startedRun(api, event);
        waitsFor(run, "retry", "attempt 1 of the function has failed");
        retry(run);
        waitsFor(run, "retry", "attempt 1 of step 'shaky' has failed");
        retry(run);
        String night = waitsFor(run, "sleep", "step 'night' sleeps until").getString("step_key");
        assertThat(api.postTo("/v1/runs/" + run + "/steps/" + night + "/skip", "")
                        .status())
                .isEqualTo(204);
        waitsFor(run, "event", "step 'reply' waits for an event test/unstick");
        assertThat(api.cancel(run)).isEqualTo(204);

        JsonObject trace = trace(run);

        assertThat(trace.isNull("waiting_for")).isTrue();
        JsonObject skipped = named(spans(trace), "night");
        assertThat(Duration.between(time(skipped, "started_at"), time(skipped, "ended_at")))
                .isLessThan(SOON);
        assertThat(named(spans(trace), "reply").getString("status")).isEqualTo("Cancelled");
    }

    @Test
    void theCallThatGoesOnIsASpan() {
        String event = api.send("test/slow-step", "{\"millis\": 2500}");
        String run = Await.startedRun(api, event);

        JsonObject trace = await().atMost(SOON)
                .until(() -> trace(run), now -> !of(spans(now), "attempt").isEmpty());

        assertThat(trace.isNull("waiting_for")).isTrue();
        assertThat(of(spans(trace), "attempt").get(0).getString("status")).isEqualTo("Running");
        Await.endedRun(api, event, "slow-step");
        assertThat(of(spans(trace(run)), "attempt")).isEmpty();
    }

    @Test
    void whatARepetitionHasTakenOverIsToldSo() {
        JsonObject run = calls.ended("test/sequence", "{}", "sequence");
        String list = named(spans(trace(run)), "list").getString("step_key");
        String rerun = api.postTo(
                        "/v1/runs/" + run.getString("run_id") + "/rerun",
                        "{\"from_step\": {\"step_id\": \"" + list + "\"}}")
                .data()
                .getString("run_id");

        JsonObject trace = await().atMost(SOON).until(() -> trace(rerun), now -> !now.isNull("ended_at"));

        assertThat(trace.getString("origin_run_id")).isEqualTo(run.getString("run_id"));
        assertThat(named(spans(trace), "first").getBoolean("taken_over")).isTrue();
        assertThat(named(spans(trace), "list")).doesNotContainKey("taken_over");
    }

    @Test
    void aLongPayloadIsToldByItsLength() {
        JsonObject run = calls.ended("test/hopeless", "{\"n\": \"" + "x".repeat(70_000) + "\"}", "hopeless");

        JsonObject whole = spans(trace(run)).get(0);

        assertThat(whole).doesNotContainKey("input");
        assertThat(whole.getInt("input_characters")).isGreaterThan(70_000);
    }

    @Test
    void thereIsNoTraceOfWhatDoesNotExist() {
        assertThat(api.get("/v1/runs/01ARZ3NDEKTSV4RRFFQ69G5FAV/trace").status())
                .isEqualTo(404);
        assertThat(api.get("/v1/runs/x/trace").error()).contains("'x' is not the id of a run");
    }

    private JsonObject waitsFor(String run, String cause, String text) {
        return await().atMost(SOON)
                .until(() -> trace(run), now -> {
                    JsonObject waiting =
                            now.isNull("waiting_for") ? JsonObject.EMPTY_JSON_OBJECT : now.getJsonObject("waiting_for");
                    return waiting.getString("cause", "").equals(cause)
                            && waiting.getString("text", "").startsWith(text);
                })
                .getJsonObject("waiting_for");
    }

    private void retry(String run) {
        assertThat(api.postTo("/v1/runs/" + run + "/retry", "").status()).isEqualTo(204);
    }

    private JsonObject trace(JsonObject run) {
        return trace(run.getString("run_id"));
    }

    private JsonObject trace(String run) {
        Api.Answer answer = api.get("/v1/runs/" + run + "/trace");
        assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(200);
        return answer.data();
    }

    private static List<JsonObject> spans(JsonObject trace) {
        return trace.getJsonArray("spans").getValuesAs(JsonObject.class);
    }

    private static List<JsonObject> of(List<JsonObject> spans, String kind) {
        return spans.stream()
                .filter(span -> span.getString("kind").equals(kind))
                .toList();
    }

    private static JsonObject named(List<JsonObject> spans, String step) {
        return of(spans, "step").stream()
                .filter(span -> span.getString("name").equals(step))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no step " + step + " in " + spans));
    }

    private static List<String> names(List<JsonObject> spans) {
        return spans.stream()
                .map(span -> span.getString("kind") + " " + span.getString("name"))
                .toList();
    }

    private static List<String> causes(JsonObject span) {
        return span.getJsonArray("queue")
                .getValuesAs(delay -> delay.asJsonObject().getString("cause"));
    }

    private static Instant time(JsonObject json, String name) {
        return Instant.parse(json.getString(name));
    }
}
