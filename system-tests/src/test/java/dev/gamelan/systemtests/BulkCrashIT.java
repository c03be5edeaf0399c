package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.BulkJobs;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A replay of many runs whose server is killed twice: as soon as the job is accepted, so while it writes down its items or soon after,
 * and in the middle. {@code -Dgamelan.bulk.size=20000} says how many runs; by default it is fewer.
 */
@Order(16)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "postgresql",
        disabledReason = "two restarts; what a page does is seen by both in BulkIT")
class BulkCrashIT {

    private static final int SIZE = Integer.getInteger("gamelan.bulk.size", 2_000);
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final TestServer server = TestServer.get();
    private final Api api = server.api();
    private final BulkJobs jobs = new BulkJobs(api);
    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void eachRunIsReplayedOnceHoweverOftenTheServerIsKilled() {
        Calls calls = new Calls(api);
        calls.ended(
                "test/bulk-fill", "{\"count\": %d, \"runs\": true, \"key\": \"%s\"}".formatted(SIZE, key), "bulk-fill");
        String id = jobs.begin("""
                {"kind": "replay", "runs": {"function_id": "bulk-quick", "status": "Failed", "text": "%s"}, "per_second": %d}
                """.formatted(key, SIZE / 8)).getString("id");

        killAfter(id, 0);
        killAfter(id, SIZE / 2);
        JsonObject job = jobs.completed(id, LONGEST);

        assertThat(job.getInt("total")).isEqualTo(SIZE);
        assertThat(job.getInt("done")).isEqualTo(SIZE);
        await().atMost(LONGEST)
                .until(() -> api.get("/v1/runs?status=Completed&count=true&limit=1&bulk=" + id)
                                .json()
                                .getJsonObject("page")
                                .getInt("total")
                        == Math.min(SIZE, 10_000));
        assertThat(calls.ended("test/bulk-check", "{\"job\": \"" + id + "\"}", "bulk-check")
                        .getJsonObject("output"))
                .hasToString(
                        "{\"done\":%1$d,\"items\":%1$d,\"open\":0,\"origins\":%1$d,\"requests\":%1$d,\"runs\":%1$d}"
                                .formatted(SIZE));
    }

    /** Nothing that anybody was told is forgotten. */
    private void killAfter(String id, int done) {
        JsonObject job = jobs.until(id, LONGEST, state -> state.getInt("done") >= done);
        assertThat(job.getString("status"))
                .as("there is something to be interrupted")
                .isEqualTo("RUNNING");
        server.kill();
        server.up();
        JsonObject back = jobs.get(id);
        assertThat(back.getInt("total")).isGreaterThanOrEqualTo(job.getInt("total"));
        assertThat(back.getInt("done")).isGreaterThanOrEqualTo(job.getInt("done"));
    }
}
