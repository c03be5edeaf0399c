package dev.gamelan.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Lists as streams: all of it, in order, and nothing of the server held by who reads slowly. */
@Order(6)
class ExportIT {

    /** More than two pages. */
    private static final int MANY = 1_100;

    /** Together much more than what sockets take up unread. */
    private static final int LARGE = 100;

    private static final int AT_A_TIME = 4;

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final String name = "export/" + UUID.randomUUID();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void everyRowIsThereOnceAndInTheOrderOfTheList() {
        List<String> ids = new ArrayList<>(send(MANY / 2, n -> "{\"n\":" + n + "}"));
        ids.addAll(send(MANY / 2, n -> "{\"n\":" + n + "}"));

        HttpResponse<String> export = api.text("/v1/events/export?name=" + name, "*/*");

        assertThat(export.headers().firstValue("Content-Disposition").orElseThrow())
                .matches("attachment; filename=\"events-\\d{8}T\\d{6}Z\\.ndjson\"");
        List<JsonObject> lines = lines(export);
        assertThat(lines.remove(lines.size() - 1)).hasToString("{\"end\":true,\"count\":" + MANY + "}");
        assertThat(lines.stream().map(event -> event.getString("internal_id")))
                .containsExactlyInAnyOrderElementsOf(ids);
        List<JsonObject> page =
                api.get("/v1/events?limit=100&name=" + name).list().getValuesAs(JsonObject.class);
        assertThat(lines.subList(0, 100)).isEqualTo(page);
    }

    @Test
    void anExportGoesOnBehindTheLastRowOfOneThatWasCutOff() {
        send(3, n -> "{\"n\":" + n + "}");
        List<JsonObject> all = lines(api.text("/v1/events/export?name=" + name, "*/*"));

        List<JsonObject> rest = lines(api.text(
                "/v1/events/export?name=" + name + "&cursor=" + all.get(0).getString("internal_id"), "*/*"));

        assertThat(rest.subList(0, 2)).isEqualTo(all.subList(1, 3));
        assertThat(rest.get(2)).hasToString("{\"end\":true,\"count\":2}");
    }

    @Test
    void aTableIsSafeToOpen() {
        api.post("{\"name\":\"%s\",\"id\":\"=1+1\",\"data\":{\"a\":\"x, \\\"y\\\"\"},\"ts\":1700000000000}"
                .formatted(name));

        HttpResponse<String> export = api.text("/v1/events/export?format=csv&name=" + name, "text/csv");

        assertThat(export.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        List<String> lines = List.of(export.body().split("\r\n"));
        assertThat(lines.get(0)).isEqualTo("internal_id,received_at,id,name,ts,v,duplicate_of,data,user,meta");
        assertThat(lines.get(1))
                .contains(",'=1+1," + name + ",1700000000000,,,\"{\"\"a\"\":\"\"x, \\\"\"y\\\"\"\"\"}\",,");
        assertThat(lines.get(2)).isEqualTo("#end,1,,,,,,,,");
        assertThat(lines).hasSize(3);
    }

    @Test
    void runsAreExportedByTheSameFilters() {
        String mark = UUID.randomUUID().toString();
        JsonObject failed = calls.ended("test/hopeless", "{\"n\": \"" + mark + "\"}", "hopeless");

        for (String filter : List.of(
                "event_id=" + failed.getString("event_id"),
                "function_id=hopeless&status=Failed&text=" + mark,
                "cel=event.data.n%20==%20%27" + mark + "%27")) {
            assertThat(lines(api.text("/v1/runs/export?" + filter, "*/*")).get(0))
                    .as(filter)
                    .isEqualTo(failed);
        }
        assertThat(api.text("/v1/runs/export?format=csv&event_id=" + failed.getString("event_id"), "*/*")
                        .body())
                .startsWith("run_id,function_id,event_id,status,")
                .contains(failed.getString("run_id") + ",hopeless,")
                .endsWith("#end,1,,,,,,,,,\r\n");
        assertThat(lines(api.text("/v1/runs/export?function_id=nobody", "*/*")))
                .hasToString("[{\"end\":true,\"count\":0}]");
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsWritten() {
        assertThat(api.get("/v1/runs/export?limit=5").error())
                .startsWith("there is no parameter limit; there are bulk, cel,");
        assertThat(api.get("/v1/runs/export?format=xml").error()).isEqualTo("format must be ndjson or csv, is 'xml'");
        assertThat(api.get("/v1/events/export?cursor=01ARZ3NDEKTSV4RRFFQ69G5FAV")
                        .error())
                .isEqualTo("cursor '01ARZ3NDEKTSV4RRFFQ69G5FAV' is not the id of an event in the log");
    }

    @Test
    @EnabledIfSystemProperty(
            named = "gamelan.test.database",
            matches = "postgresql",
            disabledReason = "30 s of waiting, most of all for what the database holds")
    void slowReadersAreFewAndHoldNothingElse() throws IOException {
        String large = "x".repeat(250_000);
        for (int n = 0; n < LARGE / 20; n++) {
            send(20, any -> "{\"x\":\"" + large + "\"}");
        }
        List<InputStream> slow = new ArrayList<>();
        try {
            for (int n = 0; n < AT_A_TIME; n++) {
                HttpResponse<InputStream> response = api.download("/v1/events/export?name=" + name);
                assertThat(response.statusCode()).isEqualTo(200);
                slow.add(response.body());
            }

            Api.Answer refused = api.get("/v1/events/export?name=" + name);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.error()).isEqualTo("4 exports are going on already; repeat the request later");
            assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
            assertThat(calls.ended("test/hopeless", "{}", "hopeless").getString("status"))
                    .isEqualTo("Failed");
            assertThat(new String(slow.get(0).readAllBytes(), UTF_8))
                    .endsWith("{\"end\":true,\"count\":" + LARGE + "}\n");
            // Who reads nothing at all is cut off.
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofSeconds(3))
                    .until(() -> openAtOnce().equals(List.of(200, 200, 200, 200)));
        } finally {
            for (InputStream stream : slow) {
                stream.close();
            }
        }
    }

    /** As many exports as there may be, given up at once. @return their statuses */
    private List<Integer> openAtOnce() throws IOException {
        List<HttpResponse<InputStream>> responses = new ArrayList<>();
        for (int n = 0; n < AT_A_TIME; n++) {
            responses.add(api.download("/v1/events/export?name=" + name));
        }
        for (HttpResponse<InputStream> response : responses) {
            response.body().close();
        }
        return responses.stream().map(HttpResponse::statusCode).toList();
    }

    private List<String> send(int count, IntFunction<String> data) {
        Api.Answer answer = api.post(IntStream.range(0, count)
                .mapToObj(n -> "{\"name\":\"" + name + "\",\"data\":" + data.apply(n) + "}")
                .collect(Collectors.joining(",", "[", "]")));
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.ids();
    }

    private static List<JsonObject> lines(HttpResponse<String> export) {
        assertThat(export.statusCode()).as(export.body()).isEqualTo(200);
        assertThat(export.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        return export.body()
                .lines()
                .map(line -> {
                    try (JsonReader reader = Json.createReader(new StringReader(line))) {
                        return reader.readObject();
                    }
                })
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
