package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.FunctionModule;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Three versions of an application, one deployed after the other while runs are alive. All runs begin under the first one and come to
 * rest; what they wait for comes when the second is there; the third mends what did not fit.
 */
@Order(10)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "postgresql",
        disabledReason = "three deployments; the SQL is seen by both in AttentionStoreTest and ListsIT")
class CodeChangeIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String KEY = UUID.randomUUID().toString();
    private static final String TO_BE_CANCELLED = UUID.randomUUID().toString();

    private static final TestServer SERVER = TestServer.get();
    private static final Api API = SERVER.api();

    /** The runs by their functions. */
    private static final Map<String, String> RUNS = new LinkedHashMap<>();

    private static String cancelled;
    private static String goneAndCancelled;

    @BeforeAll
    static void changeTheCodeUnderRuns() {
        SERVER.deployWith(FunctionModule.compile("code-change/First.java"));
        for (String function : List.of(
                "inserted",
                "removed",
                "renamed",
                "reordered",
                "kind-changed",
                "type-changed",
                "argument-changed",
                "gone")) {
            RUNS.put(function, waitingRun(function, KEY));
        }
        cancelled = waitingRun("kind-changed", TO_BE_CANCELLED);
        goneAndCancelled = waitingRun("gone", TO_BE_CANCELLED);

        SERVER.deployWith(FunctionModule.compile("code-change/Second.java"));
        API.send("change/go", "{\"key\": \"" + KEY + "\"}");
        API.send("change/go", "{\"key\": \"" + TO_BE_CANCELLED + "\"}");
    }

    private static String waitingRun(String function, String key) {
        String event = API.send("change/" + function, "{\"key\": \"" + key + "\"}");
        return Await.run(API, event, function, "Waiting").getString("run_id");
    }

    private static JsonObject run(String runId) {
        return API.get("/v1/runs/" + runId).data();
    }

    private static JsonObject awaitStatus(String runId, String status) {
        return await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> run(runId), run -> run.getString("status").equals(status));
    }

    private static String output(String function) {
        return awaitStatus(RUNS.get(function), "Completed").get("output").toString();
    }

    /** The names of its steps, those marked that nobody asks for any more. */
    private static List<String> steps(String function) {
        return API.steps(RUNS.get(function)).stream()
                .map(step -> step.getString("name") + (step.getBoolean("orphaned", false) ? " (orphaned)" : ""))
                .toList();
    }

    // ---- Under the second version ----

    @Test
    void anInsertedStepRunsAndWhatIsRecordedStays() {
        assertThat(output("inserted")).isEqualTo("\"a1 b2 c2 d2\"");
        assertThat(steps("inserted")).containsExactlyInAnyOrder("a", "b", "go", "c", "d");
    }

    @Test
    void aRemovedStepIsOrphaned() {
        assertThat(output("removed")).isEqualTo("\"a1\"");
        assertThat(steps("removed")).containsExactlyInAnyOrder("a", "b (orphaned)", "go");
    }

    @Test
    void aRenamedStepIsANewOne() {
        assertThat(output("renamed")).isEqualTo("\"a2\"");
        assertThat(steps("renamed")).containsExactlyInAnyOrder("old-name (orphaned)", "go", "new-name");
    }

    @Test
    void reorderedStepsKeepTheirResults() {
        assertThat(output("reordered")).isEqualTo("\"b1 a1\"");
        assertThat(steps("reordered")).containsExactlyInAnyOrder("a", "b", "go");
    }

    @Test
    void aStepOfAnotherKindNeedsAttention() {
        JsonObject run = awaitStatus(RUNS.get("kind-changed"), "NeedsAttention");

        assertThat(run.getJsonObject("error").getString("message"))
                .startsWith("step 'a' (Second.java:")
                .contains("is recorded as RUN, and the code asks for SLEEP");
        JsonObject waitingFor = run.getJsonObject("waiting_for");
        assertThat(waitingFor.getString("cause")).isEqualTo("needs-attention");
        assertThat(waitingFor.getString("text")).contains("step 'a'", "POST /v1/runs/" + RUNS.get("kind-changed"));
        assertThat(API.get("/v1/runs?status=NeedsAttention&function_id=kind-changed&limit=100")
                        .list()
                        .getValuesAs(JsonObject.class))
                .extracting(listed -> listed.getString("run_id"))
                .contains(RUNS.get("kind-changed"));
    }

    @Test
    void aResultOfAnotherTypeNeedsAttention() {
        assertThat(awaitStatus(RUNS.get("type-changed"), "NeedsAttention")
                        .getJsonObject("error")
                        .getString("message"))
                .startsWith("step 'price': its stored result does not fit java.lang.Integer");
    }

    @Test
    void anEventThatDoesNotFitAnyMoreNeedsAttention() {
        assertThat(awaitStatus(RUNS.get("argument-changed"), "NeedsAttention")
                        .getJsonObject("error")
                        .getString("message"))
                .contains("(change/argument-changed)", "Steps of this run are recorded already");
    }

    @Test
    void whatEndsAWaitMeanwhileIsRecordedAndChangesNothingElse() {
        awaitStatus(RUNS.get("kind-changed"), "NeedsAttention");

        API.send("change/go-other", "{\"key\": \"" + KEY + "\"}");

        await().atMost(SOON)
                .until(() -> API.steps(RUNS.get("kind-changed")).stream()
                        .anyMatch(step -> step.getString("name").equals("other")
                                && step.getString("status").equals("Completed")));
        assertThat(run(RUNS.get("kind-changed")).getString("status")).isEqualTo("NeedsAttention");
    }

    @Test
    void codeThatStillDoesNotFitIsCalledOnceForEachRequest() {
        String run = RUNS.get("type-changed");
        awaitStatus(run, "NeedsAttention");

        assertThat(API.postTo("/v1/runs/" + run + "/resume", "").status()).isEqualTo(204);

        awaitStatus(run, "NeedsAttention");
        assertThat(API.postTo("/v1/runs/" + run + "/retry", "").error()).contains("it is NeedsAttention");
    }

    @Test
    void onlyWhatNeedsAttentionIsResumed() {
        output("removed");
        Api.Answer answer = API.postTo("/v1/runs/" + RUNS.get("removed") + "/resume", "");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.error()).endsWith("needs no attention; it is Completed");
        assertThat(API.postTo("/v1/runs/01AAAAAAAAAAAAAAAAAAAAAAAA/resume", "").status())
                .isEqualTo(404);
    }

    @Test
    void cancellationsGoOn() {
        awaitStatus(cancelled, "NeedsAttention");

        API.send("change/stop", "{\"key\": \"" + TO_BE_CANCELLED + "\"}");

        assertThat(awaitStatus(cancelled, "Cancelled").containsKey("waiting_for"))
                .isFalse();
        API.send("change/go-other", "{\"key\": \"" + TO_BE_CANCELLED + "\"}");
    }

    @Test
    void timeLimitsGoOn() {
        String run = waitingRun("moody", UUID.randomUUID().toString());
        String event = run(run).getString("event_id");
        String key = API.get("/v1/events/" + event).data().getJsonObject("data").getString("key");
        API.send("change/go", "{\"key\": \"" + key + "\"}");

        awaitStatus(run, "NeedsAttention");

        assertThat(awaitStatus(run, "Cancelled").getJsonObject("error").getString("name"))
                .isEqualTo("Timeout");
    }

    @Test
    void runsOfAFunctionThatIsGoneWaitAndCanBeCancelled() {
        JsonObject waitingFor = await().atMost(SOON)
                .until(() -> run(RUNS.get("gone")), run -> run.containsKey("waiting_for"))
                .getJsonObject("waiting_for");

        assertThat(waitingFor.getString("cause")).isEqualTo("function-removed");
        assertThat(waitingFor.getString("text")).startsWith("no server offers the function gone;");
        assertThat(API.cancel(goneAndCancelled)).isEqualTo(204);
        assertThat(run(goneAndCancelled).getString("status")).isEqualTo("Cancelled");
    }

    @Test
    void whatIsNotToBeRepeatedIsRepeatedOnlyByForce() {
        String event = API.send("change/charge", "{\"key\": \"k\"}");
        String run = Await.endedRun(API, event, "charge").getString("run_id");

        Api.Answer refused = API.postTo("/v1/runs/" + run + "/rerun", "");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error()).contains("@DurableFunction(replayable = false)", "\"force\": true");
        assertThat(API.postTo("/v1/runs/" + run + "/rerun", "{\"force\": true}").status())
                .isEqualTo(201);
    }

    // ---- Under the third one ----

    @Test
    @Order(Integer.MAX_VALUE)
    void mendedCodeAndAFunctionThatIsBackGoOnByThemselves() {
        for (String function : List.of("kind-changed", "type-changed", "argument-changed")) {
            awaitStatus(RUNS.get(function), "NeedsAttention");
        }
        API.send("change/go-other", "{\"key\": \"" + KEY + "\"}");
        await().atMost(SOON)
                .until(() -> API.steps(RUNS.get("kind-changed")).stream()
                        .noneMatch(step -> step.getString("status").equals("Waiting")));

        SERVER.deployWith(FunctionModule.compile("code-change/Third.java"));

        assertThat(output("kind-changed")).isEqualTo("\"a1 other2\"");
        assertThat(output("type-changed")).isEqualTo("1200");
        assertThat(steps("type-changed")).containsExactlyInAnyOrder("price (orphaned)", "go", "price-in-cents");
        assertThat(output("argument-changed")).isEqualTo("\"a1 36\"");
        assertThat(output("gone")).isEqualTo("\"a1 b3\"");
        assertThat(run(RUNS.get("kind-changed")).containsKey("error")).isFalse();
    }
}
