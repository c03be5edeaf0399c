package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/functions}: which functions there are, and how they do. */
@Order(4)
class CatalogIT {

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void tellsTheConfigurationOfEachFunction() {
        JsonObject cancellable = listed("cancellable", "");
        assertThat(cancellable.getJsonArray("triggers")).hasToString("[\"test/cancellable\"]");
        assertThat(cancellable.getJsonArray("cancel_on"))
                .hasToString("[{\"event\":\"test/cancel\",\"match\":\"data.key\"}]");
        assertThat(cancellable.getJsonArray("nodes")).hasSize(1);
        assertThat(cancellable).doesNotContainKeys("live_runs", "finish_timeout", "failure_of");

        assertThat(listed("step-flaky", "").getInt("retries")).isEqualTo(2);
        assertThat(listed("step-flaky", "").getBoolean("replayable")).isTrue();
        assertThat(listed("late", "").getString("finish_timeout")).isEqualTo("PT1S");
        assertThat(listed("child", "").getJsonArray("triggers")).isEmpty();
        assertThat(api.get("/v1/functions").list().getValuesAs(JsonObject.class))
                .filteredOn(function -> function.containsKey("failure_of"))
                .extracting(function -> function.getString("failure_of"))
                .contains("no-retries");
    }

    @Test
    void countsRunsByTheirState() {
        long failed = total(api.get("/v1/functions/hopeless").data(), "ended_runs", "Failed");
        calls.ended("test/hopeless", "{}", "hopeless");
        assertThat(total(api.get("/v1/functions/hopeless").data(), "ended_runs", "Failed"))
                .isEqualTo(failed + 1);
        assertThat(total(listed("hopeless", "?counts=true"), "ended_runs", "Failed"))
                .isEqualTo(failed + 1);

        long waiting = total(api.get("/v1/functions/cancellable").data(), "live_runs", "Waiting");
        String event = api.send("test/cancellable", "{\"key\": \"" + UUID.randomUUID() + "\", \"millis\": 600000}");
        String run = Await.run(api, event, "cancellable", "Waiting").getString("run_id");
        assertThat(total(api.get("/v1/functions/cancellable").data(), "live_runs", "Waiting"))
                .isEqualTo(waiting + 1);
        api.cancel(run);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(api.get("/v1/functions/nobody").error()).isEqualTo("there is no function nobody");
        assertThat(api.get("/v1/functions?count=true").error())
                .contains("there is no parameter count; there are counts");
        assertThat(api.get("/v1/functions?counts=yes").error()).contains("counts must be true or false");
    }

    private JsonObject listed(String id, String query) {
        return api.get("/v1/functions" + query).list().getValuesAs(JsonObject.class).stream()
                .filter(function -> function.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static long total(JsonObject function, String runs, String status) {
        JsonObject count = function.getJsonObject(runs).getJsonObject(status);
        assertThat(count.getBoolean("total_is_exact")).isTrue();
        return count.getInt("total");
    }
}
