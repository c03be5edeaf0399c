package dev.gamelan.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** Conditions that are waited for. */
public final class Await {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Set<String> TERMINAL = Set.of("Completed", "Failed", "Cancelled");

    private Await() {}

    /** Waits until the event has ended runs of just these functions. @return them, by the function's id */
    public static Map<String, JsonObject> endedRuns(Api api, String eventId, String... functionIds) {
        AtomicReference<Map<String, JsonObject>> result = new AtomicReference<>();
        await().atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    List<JsonObject> runs = api.runs(eventId);
                    assertThat(runs)
                            .extracting(run -> run.getString("function_id"))
                            .containsExactlyInAnyOrder(functionIds);
                    assertThat(runs)
                            .allSatisfy(
                                    run -> assertThat(run.getString("status")).isIn(TERMINAL));
                    Map<String, JsonObject> byFunction = new TreeMap<>();
                    runs.forEach(run -> byFunction.put(run.getString("function_id"), run));
                    result.set(byFunction);
                });
        return result.get();
    }

    /** Waits until the event has ended a run of this function. @return it */
    public static JsonObject endedRun(Api api, String eventId, String functionId) {
        return endedRuns(api, eventId, functionId).get(functionId);
    }

    /** Waits until the event's run of this function has come to this status. @return it */
    public static JsonObject run(Api api, String eventId, String functionId, String status) {
        return await().atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> api.runs(eventId).stream()
                                .filter(run -> run.getString("function_id").equals(functionId))
                                .findFirst()
                                .orElse(JsonObject.EMPTY_JSON_OBJECT),
                        run -> run.getString("status", "").equals(status));
    }

    /** Waits until the event has started a run. @return its id */
    public static String startedRun(Api api, String eventId) {
        return await().atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> api.runs(eventId), runs -> !runs.isEmpty())
                .get(0)
                .getString("run_id");
    }

    /** Waits until each event has exactly one completed run of each function. */
    static void oneCompletedRunEach(Api api, List<String> eventIds, Duration longest, String... functionIds) {
        List<String> open = new ArrayList<>(eventIds);
        await().atMost(longest)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    open.removeIf(eventId -> isComplete(api.runs(eventId), functionIds));
                    return open.isEmpty();
                });
        assertThat(eventIds)
                .allSatisfy(eventId -> assertThat(api.runs(eventId))
                        .extracting(run -> run.getString("function_id"))
                        .containsExactlyInAnyOrder(functionIds));
    }

    private static boolean isComplete(List<JsonObject> runs, String... functionIds) {
        assertThat(runs.size()).as("runs of one event: %s", runs).isLessThanOrEqualTo(functionIds.length);
        assertThat(runs).noneSatisfy(run -> assertThat(run.getString("status")).isEqualTo("Failed"));
        return runs.size() == functionIds.length
                && runs.stream().allMatch(run -> run.getString("status").equals("Completed"));
    }
}
