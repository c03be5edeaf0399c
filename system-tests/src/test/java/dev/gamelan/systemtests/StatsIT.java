package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Backlog;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server tells of itself: figures of what happened, its state, and a document for a report of a mistake. */
@Order(6)
class StatsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final String mark = UUID.randomUUID().toString();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void countsEveryRunOnce() {
        String lately = "/v1/stats?function_id=slow-left&from=" + Instant.now().minus(Duration.ofMinutes(10));
        JsonObject before = settled(lately);
        JsonObject hoursBefore = total(lately + "&interval=PT1H");
        Backlog.awaitCompletion(api, Backlog.post(api, 30, 5), SOON);

        await().atMost(SOON).untilAsserted(() -> {
            JsonObject after = total(lately);
            for (String what : List.of("created", "started", "completed")) {
                assertThat(after.getInt(what) - before.getInt(what)).as(what).isEqualTo(30);
            }
            assertThat(after.getInt("failed")).isEqualTo(before.getInt("failed"));
        });
        JsonObject hours = total(lately + "&interval=PT1H");
        assertThat(hours.getInt("completed") - hoursBefore.getInt("completed")).isEqualTo(30);
        double median =
                hours.getJsonObject("run_duration").getJsonNumber("p50_seconds").doubleValue();
        assertThat(median).isPositive();
        assertThat(hours.getJsonObject("run_duration")
                        .getJsonNumber("p95_seconds")
                        .doubleValue())
                .isGreaterThanOrEqualTo(median);
    }

    @Test
    void theIntervalsMakeUpTheWholeAndFailuresAreNamed() {
        Instant began = Instant.now();
        calls.ended("test/hopeless", "{}", "hopeless");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(history("?interval=PT1M").getJsonArray("failing"))
                        .extracting(one -> one.asJsonObject().getString("function_id"))
                        .contains("hopeless"));

        JsonObject history = history("?interval=PT1M");
        assertThat(Instant.parse(history.getString("from"))).isBefore(began);
        assertThat(Instant.parse(history.getString("to"))).isAfter(began);
        assertThat(history.getJsonArray("series")).hasSizeBetween(60, 61);
        for (String what : List.of("created", "started", "completed", "failed", "cancelled", "events")) {
            assertThat(history.getJsonArray("series").getValuesAs(JsonObject.class).stream()
                            .mapToInt(point -> point.getInt(what))
                            .sum())
                    .as(what)
                    .isEqualTo(history.getJsonObject("total").getInt(what));
        }
        assertThat(history.getJsonObject("total").getInt("events")).isPositive();
        assertThat(history.getJsonObject("total").getInt("failed")).isPositive();
        assertThat(history("?function_id=hopeless").getJsonArray("failing")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z | from must be before to",
                "interval=PT2M | interval must be PT1M, PT5M, PT15M, PT1H, PT6H, P1D, is 'PT2M'",
                "from=2020-01-01T00:00:00Z&to=2020-01-01T01:00:00Z&interval=PT1M | interval must be PT1H, PT6H or P1D",
                "from=2020-01-01T00:00:00Z&to=2021-01-01T00:00:00Z&interval=PT1H | interval PT1H makes 8784 intervals",
                "function_id=a&function_id=b | function_id is given 2 times"
            })
    void whatIsWrongIsNamed(String query, String problem) {
        Api.Answer answer = api.get("/v1/stats?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith(problem);
    }

    @Test
    void whatIsNotKeptAnyMoreIsEmptyAndNotWrong() {
        JsonObject history = history("?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z");

        assertThat(history.getString("interval")).isEqualTo("PT1H");
        assertThat(history.getJsonArray("series")).hasSize(24);
        assertThat(history.getJsonObject("total").getInt("created")).isZero();
        assertThat(history.getJsonObject("total").get("queue_wait")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void tellsWhatIsGoingOn() {
        String event = api.send("test/cancellable", "{\"key\": \"" + mark + "\", \"millis\": 600000}");
        String run = Await.run(api, event, "cancellable", "Waiting").getString("run_id");

        await().atMost(SOON).untilAsserted(() -> {
            JsonObject now = api.get("/v1/stats/now?function_id=cancellable").data();
            assertThat(now.getJsonObject("runs").getInt("Waiting")).isPositive();
            assertThat(now.getJsonObject("due_within_hour").getInt("total")).isPositive();
        });
        JsonObject all = api.get("/v1/stats/now").data();
        assertThat(all.getJsonObject("runs")).containsOnlyKeys("Queued", "Running", "Waiting", "NeedsAttention");
        assertThat(all.getJsonArray("nodes").getValuesAs(JsonObject.class))
                .filteredOn(node -> node.getBoolean("is_this"))
                .singleElement()
                .matches(node -> node.getBoolean("is_alive") && node.getInt("functions") > 0);
        assertThat(api.get("/v1/stats/now?function_id=nobody")
                        .data()
                        .getJsonObject("due_within_hour")
                        .getInt("total"))
                .isZero();
        assertThat(api.cancel(run)).isEqualTo(204);
    }

    @Test
    void tellsWhatItWorksWith() {
        JsonObject server = api.get("/v1/server").data();

        assertThat(server.getJsonObject("versions").getString("server")).contains("Payara");
        assertThat(server.getJsonObject("database").getString("product"))
                .isEqualTo(System.getProperty("gamelan.test.database").equals("h2") ? "H2" : "PostgreSQL");
        assertThat(server.getJsonObject("database").getJsonObject("sessions")).isNotEmpty();
        assertThat(server.getJsonObject("broker").getBoolean("is_answering"))
                .as(server.getJsonObject("broker").toString())
                .isTrue();
        assertThat(server.getJsonArray("settings").getValuesAs(JsonObject.class))
                .extracting(setting -> setting.getString("name"))
                .contains("gamelan.lease", "gamelan.retention.runs");
    }

    @Test
    void tellsWhenRunsGo() {
        calls.ended("test/hopeless", "{}", "hopeless");

        JsonObject outlook = api.get("/v1/storage/functions").list().getValuesAs(JsonObject.class).stream()
                .filter(one -> one.getString("function_id").equals("hopeless"))
                .findFirst()
                .orElseThrow()
                .getJsonObject("statuses")
                .getJsonObject("Failed");

        assertThat(Instant.parse(outlook.getString("goes_at")))
                .isEqualTo(
                        Instant.parse(outlook.getString("oldest")).plus(Duration.parse(outlook.getString("kept_for"))));
    }

    @Test
    void diagnosticsTellEverythingButPayloads() {
        calls.ended("test/hopeless", "{\"secret\": \"" + mark + "\"}", "hopeless");

        Api.Answer answer = api.get("/v1/diagnostics");

        assertThat(answer.response().headers().firstValue("Content-Disposition").orElse(""))
                .matches("attachment; filename=\"gamelan-diagnostics-\\d{8}T\\d{6}Z\\.json\"");
        assertThat(answer.json().toString()).doesNotContain(mark);
        answer.json().forEach((name, part) -> {
            if (part instanceof JsonObject section && !name.equals("broker")) {
                assertThat(section).as(name).isNotEmpty().doesNotContainKey("problem");
            }
        });
        assertThat(answer.json().getJsonObject("health").getJsonObject("ready").getString("status"))
                .isEqualTo("UP");
        assertThat(answer.json().getJsonObject("metrics")).containsKey("gamelan_room_size");
        assertThat(answer.json().getJsonArray("node_events")).isNotEmpty();
        assertThat(answer.json().getJsonArray("settings")).isNotEmpty();
    }

    private JsonObject history(String query) {
        return api.get("/v1/stats" + query).data();
    }

    /** What it is when all that other tests have done is in it: figures are written down every five seconds. */
    private JsonObject settled(String path) {
        Deque<JsonObject> seen = new ArrayDeque<>(List.of(total(path)));
        await().atMost(SOON).during(Duration.ofSeconds(6)).until(() -> {
            JsonObject before = seen.peekLast();
            seen.add(total(path));
            return seen.peekLast().equals(before);
        });
        return seen.peekLast();
    }

    private JsonObject total(String path) {
        return api.get(path).data().getJsonObject("total");
    }
}
