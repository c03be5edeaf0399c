package dev.gamelan.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Bulk jobs as a user of the HTTP interface has them; whenever one is looked at, its figures have to add up. */
public final class BulkJobs {

    private final Api api;

    public BulkJobs(Api api) {
        this.api = api;
    }

    /** @return the job, as it is accepted */
    public JsonObject begin(String request) {
        Api.Answer answer = api.postTo("/v1/bulk", request);
        assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(202);
        return checked(answer.data());
    }

    public int count(String request) {
        Api.Answer answer = api.postTo("/v1/bulk", request);
        assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(200);
        assertThat(answer.data().getBoolean("count_exact")).isTrue();
        return answer.data().getInt("count");
    }

    public JsonObject get(String id) {
        return checked(api.get("/v1/bulk/" + id).data());
    }

    /** @param action pause, resume or abort. @return the job afterwards */
    public JsonObject ask(String id, String action) {
        Api.Answer answer = api.postTo("/v1/bulk/" + id + "/" + action, "{\"actor\": \"mary\"}");
        assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(200);
        return checked(answer.data());
    }

    public List<JsonObject> items(String id, String result) {
        return api.get("/v1/bulk/" + id + "/items?limit=100&result=" + result)
                .list()
                .getValuesAs(JsonObject.class);
    }

    /** Begins a job and waits for its end. */
    public JsonObject completed(String request) {
        return completed(begin(request).getString("id"), Duration.ofSeconds(30));
    }

    public JsonObject completed(String id, Duration longest) {
        return until(id, longest, job -> job.getString("status").equals("COMPLETED"));
    }

    public JsonObject until(String id, Duration longest, Predicate<JsonObject> condition) {
        return await().atMost(longest).pollInterval(Duration.ofMillis(50)).until(() -> get(id), condition);
    }

    private static JsonObject checked(JsonObject job) {
        assertThat(job.getInt("done") + job.getInt("failed") + job.getInt("skipped") + job.getInt("remaining"))
                .as(job::toString)
                .isEqualTo(job.getInt("total"));
        return job;
    }
}
