package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code POST /e/{key}} and the log that it writes. */
@Order(2)
class EventApiIT {

    private final Api api = TestServer.get().api();

    static Stream<Arguments> badRequests() {
        return Stream.of(
                arguments("{\"name\":", 400, "invalid JSON"),
                arguments("{\"name\":\"a/b\"} x", 400, "invalid JSON"),
                arguments("{\"name\":\"a/b\"}{\"name\":\"a/b\"}", 400, "invalid JSON"),
                arguments("{\"name\":\"a/b\",\"name\":\"c/d\"}", 400, "name"),
                arguments("", 400, "no body"),
                arguments("\"text\"", 400, "must be an object"),
                arguments("[[]]", 400, "events[0]"),
                arguments("{\"data\":{}}", 400, "name is missing"),
                arguments("{\"name\":\"\"}", 400, "name is empty"),
                arguments("{\"name\":7}", 400, "name must be a string"),
                arguments("{\"name\":\"" + "n".repeat(513) + "\"}", 400, "name has 513 characters"),
                arguments("{\"name\":\"inngest/function.finished\"}", 400, "name is reserved"),
                arguments("[{\"name\":\"a/b\"},{\"name\":\"\"}]", 400, "events[1].name is empty"),
                arguments("{\"name\":\"a/b\",\"data\":[]}", 400, "data must be an object"),
                arguments("{\"name\":\"a/b\",\"ts\":\"now\"}", 400, "ts must be a number"),
                arguments("{\"name\":\"a/b\",\"ts\":5}", 400, "ts must lie between"),
                arguments("{\"name\":\"a/b\",\"id\":{}}", 400, "id must be a string"),
                arguments("{\"name\":\"a/b\",\"data\":{\"x\":\"\\u0000\"}}", 400, "U+0000"),
                arguments("{\"name\":\"a/b\",\"data\":{\"x\":\"\\ud800\"}}", 400, "surrogate"),
                arguments("{\"name\":\"a/b\",\"data\":{\"x\":1e99999}}", 400, "number"),
                arguments(
                        "{\"name\":\"a/b\",\"data\":" + "{\"a\":".repeat(100) + "1" + "}".repeat(100) + "}",
                        400,
                        "nested deeper"),
                arguments("{\"name\":\"a/b\",\"data\":{\"x\":\"" + "x".repeat(600_000) + "\"}}", 413, "data has"),
                arguments("{\"name\":\"a/b\",\"data\":{\"x\":\"" + "x".repeat(6_000_000) + "\"}}", 413, "larger than"));
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void refusesBadInputAndStoresNothing(String body, int status, String message) {
        List<String> before = ids(api.get("/v1/events?limit=1"));

        Api.Answer answer = api.post(body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().getInt("status")).isEqualTo(status);
        assertThat(answer.error()).contains(message);
        assertThat(ids(api.get("/v1/events?limit=1"))).isEqualTo(before);
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] body = "{\"name\":\"a/b\",\"data\":{\"x\":\"?\"}}".getBytes(StandardCharsets.UTF_8);
        body[body.length - 4] = (byte) 0xff;

        assertThat(api.post(body).error()).contains("not valid UTF-8");
    }

    @Test
    void takesWhatIsCompressedAndRefusesWhatItCannotRead() throws IOException {
        byte[] compressed = gzip("{\"name\":\"a/b\"}");

        assertThat(api.post(compressed, "Content-Encoding", "gzip").ids()).hasSize(1);
        assertThat(api.post(compressed, "Content-Encoding", "br").status()).isEqualTo(415);
    }

    @Test
    void countsWhatIsCompressedByWhatComesOut() throws IOException {
        byte[] bomb = gzip("{\"name\":\"a/b\",\"data\":{\"x\":\"" + "0".repeat(20_000_000) + "\"}}");
        assertThat(bomb).hasSizeLessThan(100_000);

        assertThat(api.post(bomb, "Content-Encoding", "gzip").status()).isEqualTo(413);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return compressed.toByteArray();
    }

    @Test
    void takesJsonWhateverTheContentType() {
        Api.Answer answer = api.post("{\"name\":\"a/b\"}", "Content-Type", "application/x-www-form-urlencoded");

        assertThat(answer.ids()).hasSize(1);
    }

    @Test
    void answersClientsThatOfferHttp2() {
        assertThat(api.postOfferingHttp2("{\"name\":\"a/b\"}").ids()).hasSize(1);
    }

    @Test
    void storesWhatItWasSent() {
        String data =
                "{\"big\":9007199254740993,\"text\":\"gr\u00fc\u00df \ud83d\ude00\",\"none\":null,\"_inngest\":{}}";
        String body = "{\"name\":\"log/entry\",\"id\":\"" + UUID.randomUUID()
                + "\",\"ts\":1700000000000,\"v\":\"2\",\"user\":{\"k\":1},\"data\":" + data + "}";

        String id = api.post(body).ids().get(0);

        JsonObject event = api.get("/v1/events/" + id).data();
        assertThat(event.getJsonObject("data").toString())
                .isEqualTo("{\"big\":9007199254740993,\"text\":\"gr\u00fc\u00df \ud83d\ude00\",\"none\":null}");
        assertThat(event.getJsonNumber("ts").longValue()).isEqualTo(1_700_000_000_000L);
        assertThat(event.getString("v")).isEqualTo("2");
        assertThat(event.getJsonObject("user").getInt("k")).isEqualTo(1);
        assertThat(Instant.parse(event.getString("received_at")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }

    @Test
    void aRepeatedRequestIsStoredOnce() {
        String seed = System.currentTimeMillis() + ",lgg3a8wDPkS+Aw==";
        String body = "[{\"name\":\"test/hello.world\",\"data\":{\"email\":\"seed@example.com\"}},{\"name\":\"a/b\"}]";

        List<String> first = api.post(body, "x-inngest-event-id-seed", seed).ids();
        List<String> second = api.post(body, "x-inngest-event-id-seed", seed).ids();

        assertThat(second).isEqualTo(first).doesNotHaveDuplicates().hasSize(2);
        Await.endedRuns(api, first.get(0), "audit-trail", "hello-world", "welcome-mail");
    }

    @Test
    void manyRepetitionsAtOnceAreStoredOnce() {
        String seed = System.currentTimeMillis() + ",AAAAAAAAAAAAAA==";
        String body = "{\"name\":\"test/hello.world\",\"data\":{\"email\":\"many@example.com\"}}";

        List<Api.Answer> answers = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> api.post(body, "x-inngest-event-id-seed", seed))
                .toList();

        assertThat(answers).extracting(Api.Answer::status).containsOnly(200);
        assertThat(answers.stream().map(Api.Answer::ids).distinct()).hasSize(1);
        Await.endedRuns(api, answers.get(0).ids().get(0), "audit-trail", "hello-world", "welcome-mail");
    }

    @Test
    void anEventsOwnIdStartsRunsOnce() {
        String body = "{\"name\":\"test/hello.world\",\"id\":\"" + UUID.randomUUID()
                + "\",\"data\":{\"email\":\"once@example.com\"}}";

        List<Api.Answer> answers =
                IntStream.range(0, 16).parallel().mapToObj(i -> api.post(body)).toList();

        assertThat(answers).extracting(Api.Answer::status).containsOnly(200);
        assertThat(answers.stream().map(Api.Answer::ids).distinct()).hasSize(1);
        String original = answers.get(0).ids().get(0);
        Await.endedRuns(api, original, "audit-trail", "hello-world", "welcome-mail");
        List<JsonObject> stored = api.get("/v1/events?limit=100").list().getValuesAs(JsonObject.class).stream()
                .filter(event ->
                        event.getJsonObject("data").getString("email", "").equals("once@example.com"))
                .toList();
        assertThat(stored).hasSize(16);
        assertThat(stored.stream().filter(event -> event.containsKey("duplicate_of")))
                .hasSize(15)
                .allSatisfy(event -> {
                    assertThat(event.getString("duplicate_of")).isEqualTo(original);
                    assertThat(api.runs(event.getString("internal_id"))).isEmpty();
                });
    }

    @Test
    void anEventsOwnIdIsFreeAgainAfterItsTime() {
        String body = "{\"name\":\"test/hello.world\",\"id\":\"" + UUID.randomUUID()
                + "\",\"data\":{\"email\":\"free@example.com\"}}";
        String first = api.post(body).ids().get(0);
        Await.endedRuns(api, first, "audit-trail", "hello-world", "welcome-mail");

        String second = await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> api.post(body).ids().get(0), id -> !id.equals(first));

        Await.endedRuns(api, second, "audit-trail", "hello-world", "welcome-mail");
        assertThat(api.runs(first)).hasSize(3);
    }

    @Test
    void aRepeatedRequestWithAUsedIdIsStoredOnceToo() {
        String body = "{\"name\":\"a/used\",\"id\":\"" + UUID.randomUUID() + "\"}";
        String original = api.post(body).ids().get(0);
        String seed = System.currentTimeMillis() + ",BBBBBBBBBBBBBB==";

        for (int i = 0; i < 3; i++) {
            assertThat(api.post(body, "x-inngest-event-id-seed", seed).ids()).containsExactly(original);
        }

        assertThat(ids(api.get("/v1/events?name=a/used&limit=100"))).hasSize(2);
    }

    @Test
    void anEventOfTheFutureStartsItsRunsThen() {
        Instant then = Instant.now().plusSeconds(4);
        String id = api.post("{\"name\":\"test/hello.world\",\"ts\":" + then.toEpochMilli()
                        + ",\"data\":{\"email\":\"later@example.com\"}}")
                .ids()
                .get(0);

        JsonObject run = Await.endedRuns(api, id, "audit-trail", "hello-world", "welcome-mail")
                .get("hello-world");

        assertThat(Instant.parse(run.getString("run_started_at")))
                .isBetween(then.truncatedTo(ChronoUnit.MILLIS), then.plus(Duration.ofSeconds(3)));
    }

    @Test
    void pagesThroughTheLogWithoutGapsOrRepetitions() {
        String name = "paging/" + UUID.randomUUID();
        List<String> sent = new ArrayList<>();
        for (int batch = 0; batch < 5; batch++) {
            sent.addAll(api.post("[" + "{\"name\":\"%s\"},".formatted(name).repeat(4) + "{\"name\":\"" + name + "\"}]")
                    .ids());
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Api.Answer page = api.get("/v1/events?limit=7&name=" + name + "&cursor=" + cursor);
            seen.addAll(ids(page));
            cursor = page.json().getJsonObject("page").getString("cursor", "");
            api.send(name, "{}"); // what arrives meanwhile does not move the pages
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(ids(api.get("/v1/events?limit=7&name=" + name + "&received_before=2020-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAQuery() {
        assertThat(api.get("/v1/events?limit=0").error()).contains("limit");
        assertThat(api.get("/v1/events?received_after=yesterday").error()).contains("received_after");
        assertThat(api.get("/v1/events?received_after=%2B99999-12-31T00:00:00Z").error())
                .contains("received_after");
        assertThat(api.get("/v1/events?name=%00").error()).contains("name");
        assertThat(api.get("/v1/events?cursor=01ARZ3NDEKTSV4RRFFQ69G5FAV").error())
                .contains("cursor");
        assertThat(api.get("/v1/events/nonsense").status()).isEqualTo(400);
        assertThat(api.get("/v1/events/01ARZ3NDEKTSV4RRFFQ69G5FAV").status()).isEqualTo(404);
        assertThat(api.get("/v1/runs/01ARZ3NDEKTSV4RRFFQ69G5FAV").status()).isEqualTo(404);
    }

    private static List<String> ids(Api.Answer answer) {
        return answer.list().getValuesAs(JsonObject.class).stream()
                .map(event -> event.getString("internal_id"))
                .toList();
    }
}
