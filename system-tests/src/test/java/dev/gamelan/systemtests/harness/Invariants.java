package dev.gamelan.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;

/** What has to be true when everything has ended, whatever happened before. The test functions look; this asks them. */
public final class Invariants {

    private Invariants() {}

    /**
     * Waits until everything has ended, and checks that no invariant is broken.
     *
     * @param since the id of an event: what is older is not looked at
     * @param crashes how many executions of a step's body may have been lost
     */
    public static void hold(Api api, String since, int crashes, Duration longest) {
        JsonObject report = await().atMost(longest)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> report(api, since, crashes), checked -> checked.getInt("openCount") == 0);
        assertThat(report.getJsonObject("broken")).isEmpty();
    }

    private static JsonObject report(Api api, String since, int crashes) {
        String check = api.send("test/check", "{\"since\": \"%s\", \"crashes\": %d}".formatted(since, crashes));
        JsonObject run = Await.endedRun(api, check, "check");
        assertThat(run.getString("status")).as(run::toString).isEqualTo("Completed");
        return run.getJsonObject("output");
    }
}
