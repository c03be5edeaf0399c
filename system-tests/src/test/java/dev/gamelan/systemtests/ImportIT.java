package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.BulkJobs;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.Stream;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A run that another server has executed, here to be looked at. With new ids, a run of this server stands for one. */
@Order(6)
class ImportIT {

    private static final Duration SOON = Duration.ofSeconds(40);

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final String runId = UlidCreator.getUlid().toString();
    private final String eventId = UlidCreator.getUlid().toString();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void everythingOfARunComesIn() {
        JsonObject run = calls.ended("test/sequence", "{}", "sequence");
        JsonObject document = foreign(run);

        Api.Answer answer = load(document);

        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
        assertThat(answer.data().getString("run_id")).isEqualTo(runId);
        JsonObject imported = api.get("/v1/runs/" + runId).data();
        JsonObject mark = imported.getJsonObject("imported");
        assertThat(mark.getString("status")).isEqualTo("Completed");
        assertThat(mark.getString("exported_at")).isEqualTo(document.getString("exported_at"));
        assertThat(Json.createObjectBuilder(imported).remove("imported").build())
                .isEqualTo(document.getJsonObject("run"));
        assertThat(api.steps(runId)).isEqualTo(api.steps(run.getString("run_id")));
        assertThat(api.get("/v1/runs?event_id=" + eventId).list()).containsExactly(imported);
        assertThat(api.runs(eventId)).as("the event starts nothing").containsExactly(imported);
        assertThat(api.get("/v1/events/" + eventId).data().getString("duplicate_of"))
                .isEqualTo(eventId);
        JsonObject again = api.get("/v1/runs/" + runId + "/export").json();
        for (String part : new String[] {"run", "steps", "attempts", "function"}) {
            assertThat(again.get(part)).as(part).isEqualTo(document.get(part));
        }
    }

    /** Of a step, of the function, of both; a repetition that has taken steps over; one that another run has invoked. */
    @Test
    void itsHistoryIsTheSame() {
        JsonObject flakySteps = calls.ended("test/step-flaky", "{\"failures\": 2}", "step-flaky");
        sameHistory(flakySteps, 3);
        sameHistory(calls.ended("test/flaky", "{\"failures\": 1}", "flaky"), 2);
        sameHistory(calls.ended("test/hopeless", "{}", "hopeless"), 0);
        sameHistory(calls.ended("test/sleeper", "{\"millis\": 300}", "sleeper"), 0);
        String parent = calls.ended("test/parent", "{\"number\": 41}", "parent").getString("run_id");
        String child = trace(parent).getJsonArray("spans").getValuesAs(JsonObject.class).stream()
                .filter(span -> span.containsKey("child_run_id"))
                .map(span -> span.getString("child_run_id"))
                .findFirst()
                .orElseThrow();
        sameHistory(api.get("/v1/runs/" + child).data(), 0);

        JsonObject before = errors();
        assertThat(load(withIds(
                                flakySteps,
                                UlidCreator.getUlid().toString(),
                                UlidCreator.getUlid().toString()))
                        .status())
                .isEqualTo(201);
        assertThat(errors())
                .as("among the errors of this server they do not count")
                .isEqualTo(before);
    }

    /** @param attempts how many spans of attempts there are at least */
    private void sameHistory(JsonObject run, int attempts) {
        String id = run.getString("run_id");
        String newId = UlidCreator.getUlid().toString();
        String newEvent = UlidCreator.getUlid().toString();
        assertThat(load(withIds(run, newId, newEvent)).status()).isEqualTo(201);

        String there = spans(id);
        assertThat(there.split("\"kind\":\"attempt\"", -1)).hasSizeGreaterThan(attempts);
        assertThat(spans(newId).replace(newId, id).replace(newEvent, run.getString("event_id")))
                .isEqualTo(there);
        assertThat(trace(newId).getString("parent_run_id", ""))
                .isEqualTo(trace(id).getString("parent_run_id", ""));
    }

    private String spans(String run) {
        return trace(run).getJsonArray("spans").toString();
    }

    private JsonObject trace(String run) {
        return api.get("/v1/runs/" + run + "/trace").data();
    }

    private JsonObject errors() {
        return Json.createObjectBuilder()
                .add(
                        "groups",
                        api.get("/v1/errors?limit=100&function_id=step-flaky").list())
                .build();
    }

    @Test
    void aDocumentOfAnEarlierVersionComesIn() {
        JsonObject document = Json.createObjectBuilder(
                        foreign(calls.ended("test/step-flaky", "{\"failures\": 1}", "step-flaky")))
                .remove("attempts")
                .remove("last_turn")
                .build();

        assertThat(load(document).status()).isEqualTo(201);
        assertThat(api.get("/v1/runs/" + runId + "/export").json().getJsonArray("attempts"))
                .isEmpty();
        assertThat(api.get("/v1/runs/" + runId + "/trace").status()).isEqualTo(200);
    }

    /** It would come first in every list for years, or be kept for ever. */
    @Test
    void aRunOfTheFutureIsRefused() {
        JsonObject run = calls.ended("test/sequence", "{}", "sequence");
        String ahead = UlidCreator.getUlid(
                        Instant.now().plus(Duration.ofHours(25)).toEpochMilli())
                .toString();

        Api.Answer answer = load(withIds(run, ahead, eventId));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith("run.run_id must be of ").contains("lists are in the order of ids");
        assertThat(api.get("/v1/runs/" + ahead).status()).isEqualTo(404);
        String almost = UlidCreator.getUlid(
                        Instant.now().plus(Duration.ofHours(23)).toEpochMilli())
                .toString();
        assertThat(load(withIds(run, almost, eventId)).status()).isEqualTo(201);
        new BulkJobs(api).completed("{\"kind\": \"delete\", \"runs\": {\"ids\": [\"" + almost + "\"]}}");
        assertThat(api.get("/v1/runs/" + almost).status()).isEqualTo(404);
    }

    @Test
    void theLiveStreamTellsOfIt() {
        JsonObject document = foreign(calls.ended("test/sequence", "{}", "sequence"));
        try (Stream stream = api.stream("")) {
            stream.await("hello");
            assertThat(load(document).status()).isEqualTo(201);

            stream.await(runId, "Completed");
            assertThat(stream.statesOf(runId))
                    .containsExactly(api.get("/v1/runs/" + runId).data());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(stream.events())
                            .extracting(event -> event.getString("internal_id"))
                            .contains(eventId));
        }
    }

    @Test
    void aRunThatIsHereStaysAsItIs() {
        JsonObject run = calls.ended("test/hopeless", "{}", "hopeless");
        JsonObject document =
                api.get("/v1/runs/" + run.getString("run_id") + "/export").json();

        Api.Answer answer = load(document);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.error())
                .isEqualTo("run.run_id: run " + run.getString("run_id") + " is here already; nothing was stored");
        JsonObject foreign = foreign(run);
        assertThat(load(foreign).status()).isEqualTo(201);
        assertThat(load(foreign).status()).isEqualTo(409);
    }

    @Test
    void aRunThatIsAliveComesInFrozen() {
        String key = UUID.randomUUID().toString();
        String event = api.send("test/cancellable", "{\"key\": \"" + key + "\", \"millis\": 600000}");
        JsonObject alive = Await.run(api, event, "cancellable", "Waiting");

        assertThat(load(foreign(alive)).status()).isEqualTo(201);

        JsonObject frozen = api.get("/v1/runs/" + runId).data();
        assertThat(frozen.getString("status")).isEqualTo("Cancelled");
        assertThat(frozen.getJsonObject("error").getString("message"))
                .isEqualTo("the run was Waiting when it was exported");
        assertThat(frozen.getJsonObject("imported").getString("status")).isEqualTo("Waiting");
        assertThat(api.steps(runId)).isNotEmpty();
        assertThat(api.cancel(runId)).isEqualTo(409);
        assertThat(api.cancel(alive.getString("run_id"))).isEqualTo(204);
    }

    @Test
    void itIsNeverExecuted() {
        assertThat(load(foreign(calls.ended("test/hopeless", "{}", "hopeless"))).status())
                .isEqualTo(201);

        Api.Answer answer = api.postTo("/v1/runs/" + runId + "/rerun", "");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.error()).contains("was imported from another server and is never executed here");
        assertThat(api.runs(eventId)).hasSize(1);
    }

    @Test
    void nothingIsStoredByHalves() {
        JsonObject run = calls.ended("test/hopeless", "{}", "hopeless");
        String other = api.send("import/other", "{}");
        JsonObject document = withIds(run, runId, other);

        Api.Answer answer = load(document);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.error())
                .isEqualTo("event.internal_id: another event is here as " + other + "; nothing was stored");
        assertThat(api.get("/v1/runs/" + runId).status()).isEqualTo(404);
        assertThat(load(foreign(run)).status())
                .as("the refused one has left nothing")
                .isEqualTo(201);
    }

    @Test
    void whatIsWrongInADocumentIsNamed() {
        JsonObject document = foreign(calls.ended("test/sequence", "{}", "sequence"));

        for (String[] wrong : new String[][] {
            {"/version", "2", "version must be a whole number from 1 to 1"},
            {"/run/status", "\"Done\"", "run.status must be one of Queued, Running"},
            {"/steps/1/recorded_at", "\"now\"", "steps[1].recorded_at must be a time"},
            {"/event/internal_id", "\"" + runId + "\"", "event.internal_id must be run.event_id, " + eventId}
        }) {
            JsonValue value =
                    Json.createReader(new java.io.StringReader(wrong[1])).readValue();
            Api.Answer answer =
                    load(Json.createPointer(wrong[0]).replace(document, value).asJsonObject());
            assertThat(answer.status()).as(wrong[0]).isEqualTo(400);
            assertThat(answer.error()).startsWith(wrong[2]);
        }
        assertThat(api.postTo("/v1/runs/import", "").status()).isEqualTo(400);
        assertThat(api.get("/v1/runs/" + runId).status()).isEqualTo(404);
    }

    /** However long ago it ended, it is kept from its import on for as long as others from their end. */
    @Test
    void retentionCountsFromTheImport() {
        JsonObject document = foreign(calls.ended("test/sequence", "{}", "sequence"));
        assertThat(load(document).status()).isEqualTo(201);

        pass("{\"days\": 40, \"events\": [], \"runs\": [\"" + runId + "\"], \"imports\": []}");
        assertThat(api.get("/v1/runs/" + runId).status()).isEqualTo(200);

        pass("{\"days\": 40, \"events\": [], \"runs\": [], \"imports\": [\"" + runId + "\"]}");
        assertThat(api.get("/v1/runs/" + runId).status()).isEqualTo(404);
        assertThat(load(document).status()).as("nothing of it is left").isEqualTo(201);
    }

    /** Makes rows old, and waits until a pass has ended that began after that. */
    private void pass(String aging) {
        String before = began();
        assertThat(calls.ended("test/age", aging, "age").getString("status")).isEqualTo("Completed");
        await().atMost(SOON).until(() -> !began().equals(before) && !retention().isNull("ended_at"));
    }

    private String began() {
        return retention().get("began_at").toString();
    }

    private JsonObject retention() {
        return api.get("/v1/storage").data().getJsonObject("retention");
    }

    private Api.Answer load(JsonObject document) {
        return api.postTo("/v1/runs/import", document.toString());
    }

    /** As another server would have written it. */
    private JsonObject foreign(JsonObject run) {
        return withIds(run, runId, eventId);
    }

    private JsonObject withIds(JsonObject run, String newRun, String newEvent) {
        JsonObject document =
                api.get("/v1/runs/" + run.getString("run_id") + "/export").json();
        JsonObject event = Json.createObjectBuilder(document.getJsonObject("event"))
                .add("internal_id", newEvent)
                .add("id", newEvent)
                .build();
        return Json.createObjectBuilder(document)
                .add(
                        "run",
                        Json.createObjectBuilder(document.getJsonObject("run"))
                                .add("run_id", newRun)
                                .add("event_id", newEvent))
                .add("event", event)
                .build();
    }
}
