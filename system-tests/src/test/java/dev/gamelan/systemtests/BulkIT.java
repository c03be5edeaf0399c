package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.BulkJobs;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that do one thing to many runs. Each test has runs of its own, whose events carry its key. */
@Order(6)
class BulkIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** For 20 seconds a function that is missing may be about to come. */
    private static final Duration UNTIL_THE_DEPLOYMENT_IS_QUIET = Duration.ofMinutes(1);

    private static final String UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final BulkJobs jobs = new BulkJobs(api);
    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void aReplayStartsEachRunOnceMore() {
        List<String> origins = broken(12);
        String request =
                request("replay", "\"status\": \"Failed\"", "\"request_id\": \"" + key + "\", \"actor\": \"mary\"");
        assertThat(jobs.count(request("replay", "\"status\": \"Failed\"", "\"dry_run\": true")))
                .isEqualTo(12);

        JsonObject begun = jobs.begin(request);
        String id = begun.getString("id");
        JsonObject job = jobs.completed(id, SOON);

        assertThat(figures(job)).isEqualTo("12 of 12: 12 done, 0 failed, 0 skipped");
        assertThat(job.getString("actor")).isEqualTo("mary");
        assertThat(job.getJsonArray("history").getJsonObject(0).getString("action"))
                .isEqualTo("requested");
        assertThat(job.getString("ended_at")).isNotEmpty();
        for (String origin : origins) {
            List<String> reruns =
                    api.get("/v1/runs/" + origin + "/reruns").list().getValuesAs(JsonString::getString);
            assertThat(reruns).hasSize(1);
            JsonObject replayed = ended(reruns.get(0));
            assertThat(replayed.getString("origin_run_id")).isEqualTo(origin);
            assertThat(replayed.getString("bulk_id")).isEqualTo(id);
        }
        assertThat(ids(api.get("/v1/runs?count=true&bulk=" + id))).hasSize(12).doesNotContainAnyElementsOf(origins);
        assertThat(api.get("/v1/runs?count=true&bulk=" + id)
                        .json()
                        .getJsonObject("page")
                        .getInt("total"))
                .isEqualTo(12);

        assertThat(jobs.begin(request).getString("id")).isEqualTo(id);
        Api.Answer other = api.postTo("/v1/bulk", request.replace("replay", "delete"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.error()).contains("request_id " + key + " stands for job " + id);
        assertThat(jobs.count(request("replay", "\"status\": \"Failed\"", "\"dry_run\": true")))
                .isEqualTo(24); // they have failed again, and nothing was started a second time
        assertThat(api.get("/v1/bulk?limit=100").list().getValuesAs(JsonObject.class))
                .anySatisfy(listed -> assertThat(listed.getString("id")).isEqualTo(id));
    }

    @Test
    void aJobIsPausedResumedAndAborted() {
        List<String> runs = asleep(20);
        JsonObject begun = jobs.begin(request("cancel", "\"status\": \"Waiting\"", "\"per_second\": 2"));
        String id = begun.getString("id");
        jobs.until(id, SOON, job -> job.getInt("done") >= 1);

        JsonObject paused = jobs.ask(id, "pause");
        assertThat(paused.getInt("remaining")).isPositive();
        await().during(Duration.ofMillis(1500))
                .atMost(SOON)
                .until(() -> figures(jobs.get(id)), figures(paused)::equals);
        assertThat(api.postTo("/v1/bulk/" + id + "/pause", "").error())
                .isEqualTo("job " + id + " is paused and cannot be paused");

        jobs.ask(id, "resume");
        jobs.until(id, SOON, job -> job.getInt("done") > paused.getInt("done"));
        JsonObject aborted = jobs.ask(id, "abort");

        assertThat(aborted.getString("status")).isEqualTo("ABORTED");
        assertThat(aborted.getInt("remaining")).as(aborted::toString).isPositive();
        assertThat(aborted.getJsonArray("history").getValuesAs(JsonObject.class))
                .extracting(action -> action.getString("action") + " " + action.getString("actor"))
                .containsExactly("requested unknown", "paused mary", "resumed mary", "aborted mary");
        assertThat(api.postTo("/v1/bulk/" + id + "/resume", "").status()).isEqualTo(409);
        assertThat(jobs.items(id, "remaining")).hasSize(aborted.getInt("remaining"));
        long cancelled = runs.stream()
                .filter(run -> run(run).getString("status").equals("Cancelled"))
                .count();
        assertThat(cancelled).isEqualTo(aborted.getInt("done"));

        assertThat(figures(jobs.completed(request("cancel", "\"status\": [\"Waiting\"]", ""))))
                .isEqualTo("%1$d of %1$d: %1$d done, 0 failed, 0 skipped".formatted(20 - cancelled));
    }

    @Test
    void whatCannotBeCancelledIsSkippedAndSaysWhy() {
        String over = broken(1).get(0);
        String living = asleep(1).get(0);

        JsonObject job = jobs.completed("""
                {"kind": "cancel", "runs": {"ids": ["%s", "%s", "%s"]}}
                """.formatted(over, living, UNKNOWN));

        assertThat(figures(job)).isEqualTo("3 of 3: 1 done, 0 failed, 2 skipped");
        assertThat(jobs.items(job.getString("id"), "skipped"))
                .extracting(item -> item.getString("run_id") + ": " + item.getString("message"))
                .containsExactlyInAnyOrder(
                        over + ": it is over already: Failed", UNKNOWN + ": there is no run " + UNKNOWN + " any more");
        JsonObject cancelled = run(living);
        assertThat(cancelled.getString("status")).isEqualTo("Cancelled");
        assertThat(cancelled.getJsonObject("error").getString("message"))
                .isEqualTo("by bulk job " + job.getString("id"));
    }

    @Test
    void onlyRunsThatAreOverAreDeletedAndRunAgain() {
        List<String> over = broken(3);
        String living = asleep(1).get(0);

        JsonObject rerun = jobs.completed(request("rerun", "", ""));
        assertThat(figures(rerun)).isEqualTo("4 of 4: 3 done, 0 failed, 1 skipped");
        assertThat(jobs.items(rerun.getString("id"), "skipped").get(0).getString("message"))
                .isEqualTo("it is not over, it is Waiting");
        jobs.items(rerun.getString("id"), "done").forEach(item -> ended(item.getString("new_run_id")));

        JsonObject deleted = jobs.completed(request("delete", "", ""));
        assertThat(figures(deleted)).isEqualTo("7 of 7: 6 done, 0 failed, 1 skipped");
        assertThat(over)
                .allSatisfy(
                        run -> assertThat(api.get("/v1/runs/" + run).status()).isEqualTo(404));
        assertThat(api.get("/v1/runs/" + living).status()).isEqualTo(200);
        assertThat(jobs.items(deleted.getString("id"), "skipped").get(0).getString("message"))
                .isEqualTo("it is not over, it is Waiting; cancel it first");
        api.cancel(living);
    }

    @Test
    void eventsAreGivenToFunctionsThatHaveNotCompletedThem() {
        calls.ended("test/bulk-fill", "{\"count\": 5, \"runs\": false, \"key\": \"" + key + "\"}", "bulk-fill");
        calls.ended("test/bulk-fill", "{\"count\": 4, \"runs\": true, \"key\": \"" + key + "\"}", "bulk-fill");
        String events = """
                {"kind": "replay", "events": {"name": "test/bulk-quick", "text": "%s"}, "function_ids": [%s]%s}
                """;
        assertThat(jobs.count(events.formatted(key, "\"bulk-quick\", \"bulk-gone\"", ", \"dry_run\": true")))
                .isEqualTo(18);

        JsonObject begun = jobs.begin(events.formatted(key, "\"bulk-quick\", \"bulk-gone\", \"bulk-asleep\"", ""));
        JsonObject job = jobs.completed(begun.getString("id"), UNTIL_THE_DEPLOYMENT_IS_QUIET);

        assertThat(figures(job)).isEqualTo("27 of 27: 9 done, 9 failed, 9 skipped");
        List<JsonObject> done = jobs.items(job.getString("id"), "done");
        assertThat(done).allSatisfy(item -> {
            JsonObject run = ended(item.getString("new_run_id"));
            assertThat(run.getString("status")).isEqualTo("Completed");
            assertThat(run.getString("event_id")).isEqualTo(item.getString("event_id"));
            assertThat(run.getString("bulk_id")).isEqualTo(job.getString("id"));
        });
        assertThat(done.stream()
                        .filter(item -> run(item.getString("new_run_id")).containsKey("origin_run_id")))
                .hasSize(4);
        assertThat(jobs.items(job.getString("id"), "failed"))
                .allSatisfy(item -> assertThat(item.getString("message"))
                        .isEqualTo("no server has the function bulk-gone now; deploy it and ask again"));
        assertThat(jobs.items(job.getString("id"), "skipped"))
                .allSatisfy(item -> assertThat(item.getString("message"))
                        .isEqualTo("function bulk-asleep does not listen for test/bulk-quick"));

        JsonObject again = jobs.completed(events.formatted(key, "\"bulk-quick\"", ""));
        assertThat(figures(again)).isEqualTo("9 of 9: 0 done, 0 failed, 9 skipped");
        assertThat(jobs.items(again.getString("id"), "skipped").get(0).getString("message"))
                .contains("for it, which is Completed");
    }

    @Test
    void jobsDoNotWorkOnJobs() {
        jobs.completed(request("cancel", "\"status\": \"Waiting\"", ""));
        List<String> runs = ids(api.get("/v1/runs?function_id=gamelan-bulk"));
        assertThat(runs).isNotEmpty();
        await().atMost(SOON).until(() -> run(runs.get(0)).getString("status"), "Completed"::equals);

        JsonObject job = jobs.completed("""
                {"kind": "replay", "runs": {"ids": ["%s"]}}
                """.formatted(runs.get(0)));

        assertThat(jobs.items(job.getString("id"), "skipped").get(0).getString("message"))
                .startsWith("it is the run of a bulk job");
        assertThat(api.get("/v1/runs/" + runs.get(0) + "/reruns").list()).isEmpty();
    }

    @Test
    void aJobWhoseRunIsTakenAwayIsPausedAndGoesOn() {
        asleep(14);
        String id = jobs.begin(request("cancel", "\"status\": \"Waiting\"", "\"per_second\": 2"))
                .getString("id");
        jobs.until(id, SOON, job -> job.getInt("done") >= 1);
        List<String> own = ids(api.get("/v1/runs?function_id=gamelan-bulk&limit=1"));
        await().atMost(SOON).until(() -> api.cancel(own.get(0)) == 204);

        JsonObject paused = jobs.until(id, SOON, job -> job.getString("status").equals("PAUSED"));
        assertThat(paused.getString("problem")).isEqualTo("its run has ended: by request");

        jobs.ask(id, "resume");
        assertThat(figures(jobs.completed(id, SOON))).isEqualTo("14 of 14: 14 done, 0 failed, 0 skipped");
    }

    @Test
    void cancellationsAreJobsInTheShapesOfTheReference() {
        List<String> runs = asleep(3);
        String other = asleepOf("somebody else");

        Api.Answer created =
                api.postTo("/v1/cancellations", """
                {"app_id": "tests", "function_id": "bulk-asleep", "started_after": "2026-01-01T00:00:00Z",
                 "started_before": "%s", "if": "event.data.key == '%s'"}
                """.formatted(Instant.now().plusSeconds(3600), key));

        assertThat(created.status()).as(() -> created.json().toString()).isEqualTo(201);
        String id = created.data().getString("id");
        assertThat(created.data().getString("function_id")).isEqualTo("bulk-asleep");
        assertThat(created.data().getString("if")).isEqualTo("event.data.key == '" + key + "'");
        jobs.completed(id, SOON);
        assertThat(runs)
                .allSatisfy(run -> assertThat(run(run).getString("status")).isEqualTo("Cancelled"));
        assertThat(run(other).getString("status")).isEqualTo("Waiting");
        assertThat(cancellations()).contains(id);

        assertThat(api.delete("/v1/cancellations/" + id)).isEqualTo(204);
        assertThat(cancellations()).doesNotContain(id);
        assertThat(api.delete("/v1/cancellations/" + id)).isEqualTo(404);
        assertThat(api.postTo(
                                "/v1/cancellations",
                                "{\"function_id\":\"nobody\",\"started_before\":\"2026-01-01T00:00:00Z\"}")
                        .status())
                .isEqualTo(404);
        assertThat(api.postTo("/v1/cancellations", "{\"function_id\":\"bulk-asleep\",\"started_before\":\"soon\"}")
                        .error())
                .contains("started_before must be a time");
        api.cancel(other);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"kind":"cancel","runs":{"state":"Failed"}}                             | there is no parameter state
            {"kind":"cancel","runs":{"limit":5}}                                    | there is no parameter limit
            {"kind":"cancel","runs":{"status":"Broken"}}                            | status must be Queued
            {"kind":"cancel","runs":{"cel":"event.data ==="}}                       | cel:
            {"kind":"cancel","runs":{"ids":["17"]}}                                 | runs.ids: '17' is not the id of a run
            {"kind":"replay","events":{"name":"a"},"function_ids":["no id"]}        | function_ids: a function's id has
            """)
    void whatIsWrongIsNamed(String body, String message) {
        Api.Answer answer = api.postTo("/v1/bulk", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains(message);
        assertThat(api.get("/v1/bulk/" + UNKNOWN).status()).isEqualTo(404);
        assertThat(api.get("/v1/bulk/" + UNKNOWN + "/items").error()).contains("there is no bulk job");
        assertThat(api.postTo("/v1/bulk/" + UNKNOWN + "/abort", "").status()).isEqualTo(404);
    }

    /** @return failed runs with this test's key */
    private List<String> broken(int count) {
        return runs(count, "bulk-broken", "Failed");
    }

    /** @return runs with this test's key that sleep */
    private List<String> asleep(int count) {
        return runs(count, "bulk-asleep", "Waiting");
    }

    private String asleepOf(String someKey) {
        String event = api.send("test/bulk-asleep", "{\"key\": \"" + someKey + "\"}");
        return Await.run(api, event, "bulk-asleep", "Waiting").getString("run_id");
    }

    private List<String> runs(int count, String function, String status) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(api.send("test/" + function, "{\"key\": \"" + key + "\"}"));
        }
        return events.stream()
                .map(event -> Await.run(api, event, function, status).getString("run_id"))
                .toList();
    }

    /** For the runs with this test's key. */
    private String request(String kind, String filters, String more) {
        return "{\"kind\": \"%s\", \"runs\": {\"cel\": \"event.data.key == '%s'\"%s}%s}"
                .formatted(kind, key, filters.isEmpty() ? "" : ", " + filters, more.isEmpty() ? "" : ", " + more);
    }

    private static String figures(JsonObject job) {
        return "%d of %d: %d done, %d failed, %d skipped"
                .formatted(
                        job.getInt("total") - job.getInt("remaining"),
                        job.getInt("total"),
                        job.getInt("done"),
                        job.getInt("failed"),
                        job.getInt("skipped"));
    }

    private JsonObject run(String id) {
        return api.get("/v1/runs/" + id).data();
    }

    private JsonObject ended(String id) {
        return await().atMost(SOON).until(() -> run(id), run -> !run.isNull("ended_at"));
    }

    private List<String> cancellations() {
        return api.get("/v1/cancellations").list().getValuesAs(JsonObject.class).stream()
                .map(cancellation -> cancellation.getString("id"))
                .toList();
    }

    private static List<String> ids(Api.Answer runs) {
        return runs.list().getValuesAs(JsonObject.class).stream()
                .map(run -> run.getString("run_id"))
                .toList();
    }
}
