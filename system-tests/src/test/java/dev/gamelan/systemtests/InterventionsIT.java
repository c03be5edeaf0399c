package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a person can do to one run: help it on while it waits, and run it again when it is over. */
@Order(5)
class InterventionsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void everyWaitCanBeEnded() {
        String event = stuck("one");
        String run = Await.run(api, event, "stuck", "Queued").getString("run_id");
        await().atMost(SOON).until(() -> run(run).getInt("attempt") == 1);

        assertThat(api.postTo("/v1/runs/" + run + "/retry", "").status()).isEqualTo(204);
        String shaky = step(run, "shaky", "Retrying");
        assertThat(api.postTo("/v1/runs/" + run + "/steps/" + shaky + "/skip", "")
                        .status())
                .isEqualTo(409);

        await().atMost(SOON)
                .until(() -> api.postTo("/v1/runs/" + run + "/retry", "").status() == 204);
        String night = step(run, "night", "Waiting");
        assertThat(api.postTo("/v1/runs/" + run + "/retry", "").error())
                .isEqualTo("nothing of run " + run + " waits for a retry; it is Waiting");
        assertThat(api.postTo("/v1/runs/" + run + "/steps/" + night + "/event", "")
                        .error())
                .contains("does not wait for an event");
        assertThat(api.postTo("/v1/runs/" + run + "/steps/" + night + "/skip", "")
                        .status())
                .isEqualTo(204);

        String reply = step(run, "reply", "Waiting");
        Api.Answer sent =
                api.postTo("/v1/runs/" + run + "/steps/" + reply + "/event", "{\"data\": {\"word\": \"go\"}}");
        assertThat(sent.status()).isEqualTo(201);

        JsonObject ended = Await.endedRun(api, event, "stuck");
        assertThat(ended.getString("output")).isEqualTo("first of one, go");
        assertThat(calls.effects(ended).toString()).contains("\"first\":1,\"last\":1,\"shaky\":2");
        assertThat(api.steps(run).stream()
                        .filter(step -> step.getString("name").equals("reply"))
                        .findFirst()
                        .orElseThrow()
                        .getString("event_id"))
                .isEqualTo(sent.data().getString("event_id"));
    }

    @Test
    void aWaitForAnEventCanBeGivenUp() {
        JsonObject ended = helpedToItsEnd(stuck("again"), "skip");
        assertThat(ended.getString("output")).isEqualTo("first of again, nothing");
    }

    @Test
    void aRunIsRepeatedFromItsStart() {
        JsonObject origin = helpedToItsEnd(stuck("again"), "event");

        Api.Answer answer = api.postTo("/v1/runs/" + origin.getString("run_id") + "/rerun", "");

        assertThat(answer.status()).isEqualTo(201);
        String rerun = answer.data().getString("run_id");
        // It waits for an event that is in the log already.
        helpThroughTheNight(rerun);
        JsonObject ended = ended(rerun);
        assertThat(ended.getString("output")).isEqualTo(origin.getString("output"));
        assertThat(ended.getString("origin_run_id")).isEqualTo(origin.getString("run_id"));
        assertThat(ended.getString("event_id")).isEqualTo(origin.getString("event_id"));
        assertThat(calls.effects(ended)).hasToString("{\"first\":1,\"last\":1,\"shaky\":2}");
        assertThat(run(origin.getString("run_id"))).isEqualTo(origin);
        assertThat(api.get("/v1/runs/" + origin.getString("run_id") + "/reruns")
                        .list()
                        .getValuesAs(JsonString::getString))
                .containsExactly(rerun);
    }

    @Test
    void aRunIsRepeatedFromOneOfItsSteps() {
        JsonObject origin = helpedToItsEnd(stuck("again"), "event");
        String last = step(origin.getString("run_id"), "last", "Completed");

        JsonObject again = rerun(origin, "{\"from_step\": {\"step_id\": \"" + last + "\"}}");

        assertThat(again.getString("output")).isEqualTo(origin.getString("output"));
        assertThat(calls.effects(again)).hasToString("{\"last\":1}");
        assertThat(api.steps(again.getString("run_id")))
                .extracting(step -> step.getString("name"))
                .containsExactly("first", "shaky", "night", "reply", "last");
    }

    @Test
    void aRunIsRepeatedWithAnotherResultOfAStep() {
        JsonObject origin = helpedToItsEnd(stuck("again"), "event");
        String reply = step(origin.getString("run_id"), "reply", "Completed");

        JsonObject again = rerun(
                origin,
                "{\"from_step\": {\"step_id\": \"" + reply
                        + "\", \"output\": {\"id\": \"x\", \"name\": \"test/unstick\","
                        + " \"ts\": 1, \"data\": {\"key\": \"" + key + "\", \"word\": \"edited\"}}}}");

        assertThat(again.getString("output")).isEqualTo("first of again, edited");
        assertThat(calls.effects(again)).hasToString("{\"last\":1}");
    }

    @Test
    void aRunIsRepeatedWithAnEditedEvent() {
        JsonObject origin = helpedToItsEnd(stuck("again"), "event");
        String rerun = api.postTo(
                        "/v1/runs/" + origin.getString("run_id") + "/rerun",
                        "{\"event\": {\"data\": {\"key\": \"" + key + "\", \"name\": \"again, edited\"}}}")
                .data()
                .getString("run_id");
        helpThroughTheNight(rerun);
        String reply = step(rerun, "reply", "Waiting"); // what came before this version of the event is not meant
        assertThat(api.postTo("/v1/runs/" + rerun + "/steps/" + reply + "/skip", "")
                        .status())
                .isEqualTo(204);

        JsonObject ended = ended(rerun);
        assertThat(ended.getString("output")).isEqualTo("first of again, edited, nothing");
        JsonObject version =
                api.get("/v1/events/" + ended.getString("event_id")).data();
        assertThat(version.getString("duplicate_of")).isEqualTo(origin.getString("event_id"));
        assertThat(version.getString("name")).isEqualTo("test/stuck");
        assertThat(api.runs(ended.getString("event_id"))).hasSize(1);
    }

    @Test
    void aCancelledRunIsRepeatedAndNotCancelledByTheSameEvent() {
        String event = stuck("again");
        Await.run(api, event, "stuck", "Waiting");
        api.send("test/stuck-cancel", "{\"key\": \"" + key + "\"}");
        JsonObject origin = Await.endedRun(api, event, "stuck");
        assertThat(origin.getString("status")).isEqualTo("Cancelled");

        String rerun = api.postTo("/v1/runs/" + origin.getString("run_id") + "/rerun", "")
                .data()
                .getString("run_id");

        step(rerun, "shaky", "Retrying");
        api.send("test/stuck-cancel", "{\"key\": \"" + key + "\"}");
        assertThat(ended(rerun).getString("status")).isEqualTo("Cancelled");
    }

    @Test
    void oneRequestRepeatsARunOnceHoweverOftenItComes() {
        JsonObject origin = helpedToItsEnd(stuck("again"), "skip");
        String path = "/v1/runs/" + origin.getString("run_id") + "/rerun";
        String request = "{\"request_id\": \"" + UUID.randomUUID() + "\"}";

        List<String> reruns = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> api.postTo(path, request)))
                .toList()
                .stream()
                .map(answer -> answer.join().data().getString("run_id"))
                .distinct()
                .toList();

        assertThat(reruns).hasSize(1);
        assertThat(api.cancel(reruns.get(0))).isEqualTo(204);
    }

    @Test
    void whatCannotBeRepeatedIsRefused() {
        String event = stuck("again");
        String live = Await.run(api, event, "stuck", "Waiting").getString("run_id");
        String path = "/v1/runs/" + live + "/rerun";
        refused(api.postTo(path, ""), 409, "run " + live + " is not over, it is Waiting; cancel it first");
        assertThat(api.cancel(live)).isEqualTo(204);

        refused(
                api.postTo(path, "{\"step\": 1}"),
                400,
                "step is not known; there are event, force, from_step, request_id");
        refused(api.postTo(path, "{\"request_id\": 7}"), 400, "request_id must be a text of 1 to 64 characters");
        refused(api.postTo(path, "{\"event\": []}"), 400, "event must be an object, is an array");
        refused(api.postTo(path, "{\"event\": {\"name\": \"x\"}}"), 400, "event.name is not known");
        refused(api.postTo(path, "{\"event\": {\"data\": 1}}"), 400, "event.data must be an object");
        refused(api.postTo(path, "{\"from_step\": {}}"), 400, "from_step.step_id must be");
        refused(api.postTo(path, "{\"from_step\": {\"step_id\": \"x\"}}"), 404, "has no step x");
        refused(api.postTo("/v1/runs/01ARZ3NDEKTSV4RRFFQ69G5FAV/rerun", ""), 404, "there is no run");
        refused(api.postTo("/v1/runs/" + live + "/retry", ""), 409, "it is Cancelled");
        assertThat(api.get("/v1/runs/" + live + "/reruns").list()).isEmpty();
    }

    private static void refused(Api.Answer answer, int status, String error) {
        assertThat(answer.error()).contains(error);
        assertThat(answer.status()).isEqualTo(status);
    }

    private String stuck(String name) {
        return api.send("test/stuck", "{\"key\": \"" + key + "\", \"name\": \"" + name + "\"}");
    }

    /** @param end how its last wait is to be ended, event or skip */
    private JsonObject helpedToItsEnd(String event, String end) {
        String run = Await.startedRun(api, event);
        helpThroughTheNight(run);
        String reply = step(run, "reply", "Waiting");
        assertThat(api.postTo("/v1/runs/" + run + "/steps/" + reply + "/" + end, "")
                        .status())
                .isIn(201, 204);
        return Await.endedRun(api, event, "stuck");
    }

    private void helpThroughTheNight(String run) {
        step(run, "shaky", "Retrying");
        await().atMost(SOON)
                .until(() -> api.postTo("/v1/runs/" + run + "/retry", "").status() == 204);
        String night = step(run, "night", "Waiting");
        assertThat(api.postTo("/v1/runs/" + run + "/steps/" + night + "/skip", "")
                        .status())
                .isEqualTo(204);
    }

    private JsonObject rerun(JsonObject origin, String request) {
        Api.Answer answer = api.postTo("/v1/runs/" + origin.getString("run_id") + "/rerun", request);
        assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(201);
        return ended(answer.data().getString("run_id"));
    }

    private JsonObject run(String id) {
        return api.get("/v1/runs/" + id).data();
    }

    private JsonObject ended(String run) {
        return await().atMost(SOON).until(() -> run(run), now -> !now.isNull("ended_at"));
    }

    /** Waits until the run has this step in this state. @return the step's id */
    private String step(String run, String name, String status) {
        AtomicReference<String> id = new AtomicReference<>();
        await().atMost(SOON).untilAsserted(() -> {
            List<JsonObject> steps = api.steps(run);
            Optional<JsonObject> found = steps.stream()
                    .filter(step -> step.getString("name").equals(name))
                    .filter(step -> step.getString("status").equals(status))
                    .findFirst();
            assertThat(found).as(() -> run(run) + " with steps " + steps).isPresent();
            id.set(found.get().getString("step_id"));
        });
        return id.get();
    }
}
