package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.BulkJobs;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A call of each operation with each of its successes. Who adds an operation adds a call of it. */
final class EveryOperation {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Api api;
    private final BulkJobs jobs;
    private final String key = UUID.randomUUID().toString();

    EveryOperation(Api api) {
        this.api = api;
        this.jobs = new BulkJobs(api);
    }

    void call() {
        String event = api.send("test/stuck", "{\"key\": \"" + key + "\", \"name\": \"again\"}");
        String run = Await.startedRun(api, event);
        readEverything(event, run);
        helpOn(run);
        Await.endedRun(api, event, "stuck");
        readEverything(event, run);
        runAgainAndCancel(run);
        sendASignal();
        exportAndImport(run);
        resumeWhatNeedsAttention();
        lookAtErrors();
        beginBulkJobs();
        listen();
    }

    private void readEverything(String event, String run) {
        for (String path : List.of(
                "/v1/events?limit=3&count=true",
                "/v1/events/" + event,
                "/v1/events/" + event + "/runs",
                "/v1/runs?limit=3&count=true&text=e",
                "/v1/runs/" + run,
                "/v1/runs/" + run + "/steps",
                "/v1/runs/" + run + "/trace",
                "/v1/runs/" + run + "/reruns",
                "/v1/runs/" + run + "/export",
                "/v1/functions?counts=true",
                "/v1/functions/stuck",
                "/v1/storage",
                "/v1/storage/functions",
                "/v1/stats?interval=PT1M",
                "/v1/stats/now",
                "/v1/server",
                "/v1/diagnostics")) {
            assertThat(api.get(path).status()).as(path).isEqualTo(200);
        }
    }

    private void helpOn(String run) {
        await().atMost(SOON)
                .until(() -> api.postTo("/v1/runs/" + run + "/retry", "").status() == 204);
        assertThat(api.postTo("/v1/runs/" + run + "/steps/" + step(run, "night", "Waiting") + "/skip", "")
                        .status())
                .isEqualTo(204);
        assertThat(api.postTo("/v1/runs/" + run + "/steps/" + step(run, "reply", "Waiting") + "/event", "")
                        .status())
                .isEqualTo(201);
    }

    private void runAgainAndCancel(String run) {
        String again = rerun(run, "{\"force\": true}");
        assertThat(api.get("/v1/runs/" + run + "/reruns").list()).hasSize(1);
        assertThat(api.cancel(again)).isEqualTo(204);
        assertThat(api.get("/v1/runs/" + again).status()).isEqualTo(200);
        assertThat(api.get("/v1/runs/" + again + "/trace").status()).isEqualTo(200);
    }

    private void sendASignal() {
        String event = api.send("test/signalled", "{\"signal\": \"" + key + "\", \"millis\": 30000}");
        Await.run(api, event, "signalled", "Waiting");
        assertThat(api.signal("{\"signal\": \"" + key + "\", \"data\": {\"name\": \"a\", \"number\": 1}}")
                        .status())
                .isEqualTo(200);
        assertThat(api.signal("{\"signal\": \"" + key + "\"}").status()).isEqualTo(404);
    }

    private void exportAndImport(String run) {
        assertThat(api.text("/v1/runs/export?status=Failed", "*/*").statusCode())
                .isEqualTo(200);
        assertThat(api.text("/v1/events/export?format=csv&name=test/stuck", "*/*")
                        .statusCode())
                .isEqualTo(200);
        String other = "00" + run.substring(2); // of long ago: nobody has such an id, and no later test looks at it
        String document = api.get("/v1/runs/" + run + "/export")
                .json()
                .toString()
                .replace("\"run_id\":\"" + run, "\"run_id\":\"" + other);
        assertThat(api.postTo("/v1/runs/import", document).status()).isEqualTo(201);
        assertThat(api.get("/v1/runs/" + other).status()).isEqualTo(200);
    }

    /** A run whose code has not changed needs attention, too, when it is given a result that does not fit. */
    private void resumeWhatNeedsAttention() {
        String origin =
                Await.endedRun(api, api.send("test/sequence", "{}"), "sequence").getString("run_id");
        String run = rerun(
                origin,
                "{\"from_step\": {\"step_id\": \"" + step(origin, "list", "Completed") + "\", \"output\": 17}}");
        JsonObject found = await().atMost(SOON).until(() -> run(run), it -> it.containsKey("waiting_for"));
        assertThat(found.getString("status")).isEqualTo("NeedsAttention");
        assertThat(api.get("/v1/runs/" + run + "/trace").data().getJsonObject("waiting_for"))
                .isNotNull();
        assertThat(api.postTo("/v1/runs/" + run + "/resume", "").status()).isEqualTo(204);
        assertThat(api.cancel(run)).isEqualTo(204);
    }

    private void lookAtErrors() {
        String run =
                Await.endedRun(api, api.send("test/hopeless", "{}"), "hopeless").getString("run_id");
        String fingerprint = api.get("/v1/errors?function_id=hopeless&limit=1")
                .list()
                .getJsonObject(0)
                .getString("fingerprint");
        assertThat(api.get("/v1/errors/" + fingerprint).status()).isEqualTo(200);
        assertThat(api.get("/v1/runs?limit=1&error=" + fingerprint)
                        .list()
                        .getJsonObject(0)
                        .getString("run_id"))
                .isEqualTo(run);
    }

    /** The first one is slow enough to be paused before it comes to its end. */
    private void beginBulkJobs() {
        String runs = Stream.generate(this::asleep)
                .limit(4)
                .map(run -> "\"" + run + "\"")
                .collect(Collectors.joining(", ", "{\"ids\": [", "]}"));
        assertThat(jobs.count("{\"kind\": \"cancel\", \"dry_run\": true, \"runs\": " + runs + "}"))
                .isEqualTo(4);
        String id = jobs.begin("{\"kind\": \"cancel\", \"per_second\": 1, \"runs\": " + runs + "}")
                .getString("id");
        List.of("pause", "resume", "abort").forEach(action -> jobs.ask(id, action));
        for (String path : List.of("", "/" + id, "/" + id + "/items?limit=1")) {
            assertThat(api.get("/v1/bulk" + path).status()).as(path).isEqualTo(200);
        }
        cancelTheRest();
    }

    private void cancelTheRest() {
        Api.Answer created =
                api.postTo("/v1/cancellations", """
                {"function_id": "bulk-asleep", "started_before": "%s", "if": "event.data.key == '%s'"}
                """.formatted(Instant.now().plusSeconds(3600), key));
        assertThat(created.status()).isEqualTo(201);
        String id = created.data().getString("id");
        jobs.completed(id, SOON);
        assertThat(api.get("/v1/cancellations").list()).isNotEmpty();
        assertThat(api.delete("/v1/cancellations/" + id)).isEqualTo(204);
    }

    private void listen() {
        api.stream("?topics=runs,events").close();
    }

    private String asleep() {
        String event = api.send("test/bulk-asleep", "{\"key\": \"" + key + "\"}");
        return Await.run(api, event, "bulk-asleep", "Waiting").getString("run_id");
    }

    /** @return the new run's id */
    private String rerun(String run, String how) {
        Api.Answer again = api.postTo("/v1/runs/" + run + "/rerun", how);
        assertThat(again.status()).isEqualTo(201);
        return again.data().getString("run_id");
    }

    private JsonObject run(String id) {
        return api.get("/v1/runs/" + id).data();
    }

    /** @return the step's id, as soon as it is so */
    private String step(String run, String name, String status) {
        AtomicReference<String> id = new AtomicReference<>();
        await().atMost(SOON).until(() -> {
            api.steps(run).stream()
                    .filter(step -> step.getString("name").equals(name)
                            && step.getString("status").equals(status))
                    .forEach(step -> id.set(step.getString("step_id")));
            return id.get() != null;
        });
        return id.get();
    }
}
