package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Invariants;
import dev.gamelan.systemtests.harness.Stream;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is old is deleted, and nothing else. The suite's server keeps some runs for longer than others. */
@Order(19)
class RetentionIT {

    private static final String BETWEEN_STEPS_AND_RUNS = "retention.steps-deleted";

    private static final Duration SOON = Duration.ofSeconds(40);

    /** Several transactions of deletion. */
    private static final int MANY = 600;

    private final TestServer server = TestServer.get();
    private final Api api = server.api();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @AfterEach
    void comeUp() {
        server.up();
    }

    @Test
    void endedRunsGoWithTheirStepsAndEventsAndYoungerOnesStay() {
        Run old = ended("test/sequence", "sequence", "{}");
        Run younger = ended("test/sequence", "sequence", "{}");
        age(29, younger);

        try (Stream stream = api.stream("")) {
            stream.await("hello");
            age(31, old);

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(stream.deletedRuns()).contains(old.id()).doesNotContain(younger.id());
                assertThat(stream.deletedEvents()).contains(old.event()).doesNotContain(younger.event());
            });
        }
        assertThat(old.status()).isEqualTo(404);
        assertThat(api.get("/v1/runs/" + old.id() + "/steps").status()).isEqualTo(404);
        assertThat(old.eventStatus()).isEqualTo(404);
        assertThat(younger.status()).isEqualTo(200);
        assertThat(api.steps(younger.id())).hasSize(5);
        assertThat(younger.eventStatus()).isEqualTo(200);
    }

    @Test
    void eventsThatStartedNothingGo() {
        String old = api.send("nobody/listens", "{}");
        String younger = api.send("nobody/listens", "{}");

        age(29, List.of(younger), List.of());
        age(31, List.of(old), List.of());

        assertThat(api.get("/v1/events/" + old).status()).isEqualTo(404);
        assertThat(api.get("/v1/events/" + younger).status()).isEqualTo(200);
    }

    @Test
    void aLiveRunKeepsItsEvent() {
        String key = UUID.randomUUID().toString();
        String event = api.send("test/cancellable", "{\"key\": \"" + key + "\", \"millis\": 600000}");
        String run = Await.run(api, event, "cancellable", "Waiting").getString("run_id");

        age(5_000, List.of(event), List.of());

        assertThat(api.get("/v1/events/" + event).status()).isEqualTo(200);
        assertThat(storage().getJsonObject("events").getString("oldest_waits_for"))
                .contains(run)
                .contains("which is not over");
        api.send("test/cancel", "{\"key\": \"" + key + "\"}");
        Await.endedRun(api, event, "cancellable");
        age(0, List.of(), List.of());
        assertThat(api.get("/v1/events/" + event).status())
                .as("its run is kept now")
                .isEqualTo(200);
        age(31, List.of(), List.of(run));
        assertThat(api.get("/v1/events/" + event).status()).isEqualTo(404);
    }

    @Test
    void aKeptRunKeepsTheEventThatItsWaitEndedWith() {
        String key = UUID.randomUUID().toString();
        String event = api.send("test/waiter", "{\"key\": \"" + key + "\", \"millis\": 60000}");
        String awaited = api.send("test/awaited", "{\"key\": \"" + key + "\", \"number\": 1}");
        Run run = new Run(api, Await.endedRun(api, event, "waiter").getString("run_id"), event);

        age(40, List.of(event, awaited), List.of());

        assertThat(run.eventStatus()).isEqualTo(200);
        assertThat(api.get("/v1/events/" + awaited).status()).isEqualTo(200);
        // They were looked at; now what needed them is deleted.
        age(40, List.of(), List.of(run.id()));
        assertThat(run.status()).isEqualTo(404);
        assertThat(run.eventStatus()).isEqualTo(404);
        assertThat(api.get("/v1/events/" + awaited).status()).isEqualTo(404);
    }

    @Test
    void childrenOfALiveRunStay() {
        String event = api.send("test/patient-parent", "{}");
        String parent = Await.run(api, event, "patient-parent", "Waiting").getString("run_id");
        await().atMost(SOON).until(() -> api.steps(parent).size() == 2);
        Run child = childOf(parent);

        age(40, List.of(event, child.event()), List.of(child.id()));

        assertThat(child.status()).isEqualTo(200);
        assertThat(child.eventStatus()).isEqualTo(200);
        assertThat(api.cancel(parent)).isEqualTo(204);
        age(40, new Run(api, parent, event));
        assertThat(child.status()).isEqualTo(404);
        assertThat(child.eventStatus()).isEqualTo(404);
    }

    @Test
    void eachStatusAndEachFunctionHasItsOwnTime() {
        Run failed = ended("test/hopeless", "hopeless", "{}");
        Run spread = ended("test/spread", "spread", "{}");
        Run ledger = ended("test/ledger", "ledger", "{}");
        age(59, failed);
        age(89, spread);
        age(4_000, ledger);

        assertThat(List.of(failed.status(), spread.status(), ledger.status())).containsOnly(200);
        int errors = errorsOf("hopeless");

        age(61, failed);
        age(91, spread);
        assertThat(List.of(failed.status(), spread.status())).containsOnly(404);
        assertThat(errorsOf("hopeless")).isEqualTo(errors - 1);
        assertThat(ledger.eventStatus()).isEqualTo(200);
    }

    @Test
    void aSendersIdStartsNothingAgainAlthoughItsEventIsGone() {
        String id = UUID.randomUUID().toString();
        String body = "{\"name\": \"test/sequence\", \"id\": \"" + id + "\"}";
        String event = api.post(body).ids().get(0);
        Run run = new Run(api, Await.endedRun(api, event, "sequence").getString("run_id"), event);
        ask("remember", "{\"id\": \"" + id + "\", \"seconds\": 3600}");

        age(31, run);

        assertThat(run.eventStatus()).isEqualTo(404);
        Api.Answer again = api.post(body);
        assertThat(again.ids()).containsExactly(event);
        assertThat(ask("remembered", "{\"id\": \"" + id + "\"}").getInt("output"))
                .isEqualTo(1);

        ask("remember", "{\"id\": \"" + id + "\", \"seconds\": -1}");
        // In the order of the end of their time this one comes before others that were deleted: as if it had been kept.
        assertThat(api.post(body).ids()).doesNotContain(event);
    }

    @Test
    void aSendersIdIsForgottenWhenItsTimeIsOver() {
        String id = UUID.randomUUID().toString();
        api.post("{\"name\": \"nobody/listens\", \"id\": \"" + id + "\"}");

        await().atMost(SOON).until(() -> {
            age(0, List.of(), List.of());
            return ask("remembered", "{\"id\": \"" + id + "\"}").getInt("output") == 0;
        });
    }

    @Test
    void aSendersIdStaysWithTheLiveRunAndGoesWithTheEvent() {
        String id = UUID.randomUUID().toString();
        String key = UUID.randomUUID().toString();
        String body = "{\"name\": \"test/cancellable\", \"id\": \"" + id + "\", \"data\": {\"key\": \"" + key
                + "\", \"millis\": 600000}}";
        String event = api.post(body).ids().get(0);
        String run = Await.run(api, event, "cancellable", "Waiting").getString("run_id");
        ask("remember", "{\"id\": \"" + id + "\", \"seconds\": 1}");
        await().atMost(SOON).pollDelay(Duration.ofSeconds(2)).until(() -> true);
        age(0, List.of(), List.of());

        assertThat(api.post(body).ids()).as("the first is alive").containsExactly(event);

        assertThat(api.cancel(run)).isEqualTo(204);
        age(31, new Run(api, run, event));
        assertThat(ask("remembered", "{\"id\": \"" + id + "\"}").getInt("output"))
                .isEqualTo(0);
    }

    @Test
    void oneNodeAtATimeDeletes() {
        String event = api.send("nobody/listens", "{}");
        ask("lease", "{\"seconds\": 3600}");
        ask("age", aging(31, List.of(event), List.of()));

        assertThat(storage().getJsonObject("retention").getString("waits_for")).isNotEmpty();
        // Several times as long as until the next node looks.
        await().during(Duration.ofSeconds(3))
                .atMost(SOON)
                .until(() -> api.get("/v1/events/" + event).status() == 200);

        ask("lease", "{\"seconds\": -1}");
        await().atMost(SOON).until(() -> api.get("/v1/events/" + event).status() == 404);
    }

    @Test
    void tellsHowMuchIsStored() {
        Run run = ended("test/sequence", "sequence", "{}");
        api.post("{\"name\": \"nobody/listens\", \"id\": \"" + UUID.randomUUID() + "\"}");
        age(31, run);

        JsonObject storage = storage();

        JsonObject events = storage.getJsonObject("events");
        assertThat(events.getInt("rows")).isPositive();
        assertThat(events.getBoolean("rows_are_estimated")).isFalse();
        assertThat(events.getInt("bytes")).isPositive();
        assertThat(events.getString("oldest")).isNotEmpty();
        assertThat(events.getString("kept_for")).isEqualTo("P30D");
        assertThat(storage.getJsonObject("runs").getInt("bytes")).isPositive();
        JsonObject statuses = storage.getJsonObject("runs").getJsonObject("statuses");
        assertThat(statuses)
                .containsOnlyKeys("Queued", "Running", "Waiting", "NeedsAttention", "Completed", "Failed", "Cancelled");
        assertThat(statuses.getJsonObject("Completed").getInt("rows")).isPositive();
        assertThat(statuses.getJsonObject("Completed").getString("oldest")).isNotEmpty();
        assertThat(statuses.getJsonObject("Failed").getString("kept_for")).isEqualTo("P60D");
        assertThat(statuses.getJsonObject("Waiting")).doesNotContainKey("kept_for");
        assertThat(storage.getJsonObject("steps").getInt("rows")).isPositive();
        assertThat(storage.getJsonObject("event_ids").getString("kept_for")).isEqualTo("PT5S");
        JsonObject retention = storage.getJsonObject("retention");
        assertThat(retention.getJsonObject("deleted").getInt("runs")).isPositive();
        assertThat(retention.getJsonObject("deleted").getInt("steps")).isGreaterThanOrEqualTo(5);
        assertThat(retention.getString("ended_at")).isNotEmpty();
        assertThat(retention.getString("waits_for")).startsWith("the next pass, at ");
    }

    /** Each costs a restart: unless more are asked for, the one at which most would be half done. */
    static List<String> crashPoints() {
        Api api = TestServer.get().api();
        TestServer.get().deployExtended();
        return Await.endedRun(api, api.send("test/crash-points", "{}"), "crash-points")
                .getJsonArray("output")
                .getValuesAs(JsonString::getString)
                .stream()
                .filter(crashPoint -> System.getProperty("gamelan.crash", "").isEmpty()
                        ? crashPoint.equals(BETWEEN_STEPS_AND_RUNS)
                        : crashPoint.startsWith("retention."))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("crashPoints")
    void nothingIsHalfDeletedAfterACrashAt(String crashPoint) {
        String since = api.send("test/effects", "{\"run\": \"none\"}");
        List<String> events = api.post(Collections.nCopies(MANY, "{\"name\": \"test/sequence\"}")
                        .toString())
                .ids();
        Invariants.hold(api, since, 0, SOON);
        String of = "{\"since\": \"" + since + "\", \"function\": \"sequence\"}";

        api.send("test/arm", "{\"name\": \"" + crashPoint + "\", \"times\": 2}");
        api.send("test/age-all", of);
        await().atMost(SOON).until(() -> !server.isRunning());
        server.up();

        await().atMost(SOON).until(() -> ask("left", of).getInt("output") == 0);
        Invariants.hold(api, since, 1, SOON);
        assertThat(List.of(events.get(0), events.get(MANY - 1)))
                .allSatisfy(event ->
                        assertThat(api.get("/v1/events/" + event).status()).isEqualTo(404));
    }

    /** How many attempts have failed. */
    private int errorsOf(String function) {
        return api.get("/v1/errors?function_id=" + function).list().getValuesAs(JsonObject.class).stream()
                .mapToInt(group -> group.getInt("count"))
                .sum();
    }

    private Run ended(String event, String functionId, String data) {
        String id = api.send(event, data);
        return new Run(api, Await.endedRun(api, id, functionId).getString("run_id"), id);
    }

    /** The one run that this one has invoked; its event is the newest of its kind. */
    private Run childOf(String parent) {
        return api
                .get("/v1/events?limit=100&name=inngest/function.invoked")
                .list()
                .getValuesAs(JsonObject.class)
                .stream()
                .map(event -> event.getString("internal_id"))
                .map(event -> new Run(api, api.runs(event).get(0).getString("run_id"), event))
                .findFirst()
                .orElseThrow(() -> new AssertionError("run " + parent + " has no child"));
    }

    private void age(int days, Run run) {
        age(days, List.of(run.event()), List.of(run.id()));
    }

    /** Makes rows old, and waits until a pass has ended that began after that. */
    private void age(int days, List<String> events, List<String> runs) {
        String before = storage().getJsonObject("retention").get("began_at").toString();
        ask("age", aging(days, events, runs));
        await().atMost(SOON).until(() -> {
            JsonObject retention = storage().getJsonObject("retention");
            return !retention.get("began_at").toString().equals(before) && !retention.isNull("ended_at");
        });
    }

    private static String aging(int days, List<String> events, List<String> runs) {
        return Json.createObjectBuilder()
                .add("days", days)
                .add("events", Json.createArrayBuilder(events))
                .add("runs", Json.createArrayBuilder(runs))
                .build()
                .toString();
    }

    private JsonObject ask(String what, String data) {
        JsonObject run = Await.endedRun(api, api.send("test/" + what, data), what);
        assertThat(run.getString("status")).as(run::toString).isEqualTo("Completed");
        return run;
    }

    private JsonObject storage() {
        Api.Answer answer = api.get("/v1/storage");
        assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(200);
        return answer.data();
    }

    /** A run with the event that started it. */
    private record Run(Api api, String id, String event) {

        int status() {
            return api.get("/v1/runs/" + id).status();
        }

        int eventStatus() {
            return api.get("/v1/events/" + event).status();
        }
    }
}
