package dev.gamelan.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.f4b6a3.ulid.Ulid;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code GET /v1/runs} and {@code GET /v1/events}: what is found, in which order, and what is refused. */
@Order(4)
class ListsIT {

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final String mark = UUID.randomUUID().toString();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void runsAreListedNewestFirstAndPagedByTheirIds() {
        List<String> ended = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            ended.add(
                    0,
                    calls.ended("test/step-flaky", "{\"failures\": 0}", "step-flaky")
                            .getString("run_id"));
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Api.Answer page = runs("function_id=step-flaky&limit=2&cursor=" + cursor);
            seen.addAll(runIds(page));
            cursor = page(page).getString("cursor", "");
        } while (!cursor.isEmpty());

        assertThat(seen).isSortedAccordingTo((a, b) -> b.compareTo(a)).doesNotHaveDuplicates();
        assertThat(seen.subList(0, 5)).isEqualTo(ended);
    }

    @Test
    void aRunLooksTheSameInTheListAsAlone() {
        JsonObject run = calls.ended("test/step-flaky", "{\"failures\": 9}", "step-flaky");

        Api.Answer answer = runs("event_id=" + run.getString("event_id"));

        assertThat(answer.list()).containsExactly(run);
        assertThat(page(answer)).hasToString("{\"has_more\":false,\"limit\":20}");
    }

    @Test
    void filtersByStateAndFunction() {
        String live = api.send("test/cancellable", "{\"key\": \"" + mark + "\", \"millis\": 600000}");
        String waiting = Await.run(api, live, "cancellable", "Waiting").getString("run_id");
        String failed = calls.ended("test/hopeless", "{}", "hopeless").getString("run_id");

        assertThat(runIds(runs("status=Waiting&function_id=cancellable"))).contains(waiting);
        assertThat(runIds(runs("status=waiting&status=Failed&function_id=cancellable&function_id=hopeless&limit=100")))
                .contains(waiting, failed);
        assertThat(runIds(runs("status=Failed&limit=100"))).contains(failed).doesNotContain(waiting);
        assertThat(runIds(runs("status=Completed&function_id=hopeless"))).isEmpty();
        assertThat(runIds(runs("function_id=nobody"))).isEmpty();
        assertThat(runIds(runs("status=Waiting&ended_after=2020-01-01T00:00:00Z")))
                .isEmpty();

        assertThat(api.cancel(waiting)).isEqualTo(204);
        assertThat(runIds(runs("status=Cancelled&function_id=cancellable"))).contains(waiting);
        assertThat(runIds(runs("status=Waiting&function_id=cancellable&limit=100")))
                .doesNotContain(waiting);
    }

    @Test
    void filtersByTime() {
        JsonObject run = calls.ended("test/hopeless", "{}", "hopeless");
        String id = run.getString("run_id");
        String queued = run.getString("queued_at");
        String ended = run.getString("ended_at");

        assertThat(runIds(runs("function_id=hopeless&queued_after=" + queued))).contains(id);
        assertThat(runIds(runs("function_id=hopeless&queued_before=" + queued))).doesNotContain(id);
        assertThat(runIds(runs("function_id=hopeless&queued_before=" + later(queued))))
                .contains(id);
        assertThat(runIds(runs("function_id=hopeless&ended_after=" + ended))).contains(id);
        assertThat(runIds(runs("ended_after=" + later(ended)))).doesNotContain(id);
        assertThat(runIds(runs("ended_before=" + later(ended)))).contains(id);
        assertThat(runIds(runs("ended_before=" + ended))).doesNotContain(id);
    }

    @Test
    void idsOfRunsCarryTheirTime() {
        JsonObject run = calls.ended("test/hopeless", "{}", "hopeless");
        long queued = Instant.parse(run.getString("queued_at")).toEpochMilli();

        assertThat(Ulid.from(run.getString("run_id")).getTime()).isEqualTo(queued);
    }

    @Test
    void textIsFoundWhereverARunHasIt() {
        String payload = "say \\\"" + mark + "\\\"";
        JsonObject run = paid(payload);
        String id = run.getString("run_id");

        for (String text : List.of(mark, "\"" + mark + "\"", id, run.getString("event_id"))) {
            Api.Answer found = runs("function_id=any-order&text=" + encoded(text));
            assertThat(runIds(found)).as(text).containsExactly(id);
            assertThat(page(found).getInt("searched")).isPositive();
        }
        assertThat(runIds(runs("function_id=two-triggers&text=" + mark))).hasSize(1);
        assertThat(runIds(runs("function_id=any-order&text=" + encoded("%" + mark))))
                .isEmpty();
    }

    @Test
    void expressionsLookAtTheEventTheOutputAndTheError() {
        JsonObject run = paid(mark);
        JsonObject failed = calls.ended("test/hopeless", "{\"n\": \"" + mark + "\"}", "hopeless");

        assertThat(runIds(cel("event.data.n == '" + mark + "' && event.name == 'shop/order.paid'")))
                .hasSize(2)
                .contains(run.getString("run_id"));
        assertThat(runIds(cel("output.contains('" + mark + "')"))).hasSize(1);
        assertThat(runIds(cel("event.data.n == '" + mark + "' && error.message.contains('no retry')")))
                .containsExactly(failed.getString("run_id"));
        assertThat(runIds(cel("event.id == '" + failed.getString("event_id") + "'")))
                .containsExactly(failed.getString("run_id"));
        assertThat(page(cel("event.id == '" + failed.getString("event_id") + "'"))
                        .getInt("searched"))
                .isEqualTo(1);
    }

    @Test
    void countsOverAllPages() {
        IntStream.range(0, 3).forEach(n -> calls.ended("test/hopeless", "{\"n\": \"" + mark + "\"}", "hopeless"));

        JsonObject all = page(runs("function_id=hopeless&limit=1&count=true"));
        JsonObject some = page(runs("function_id=hopeless&limit=1&count=true&text=" + mark));

        assertThat(all.getInt("total")).isGreaterThanOrEqualTo(3);
        assertThat(all.getBoolean("total_is_exact")).isTrue();
        assertThat(some.getInt("total")).isEqualTo(3);
        assertThat(some.getBoolean("total_is_exact")).isTrue();
        assertThat(page(runs("status=Queued&ended_before=2020-01-01T00:00:00Z&count=true"))
                        .getInt("total"))
                .isZero();
        assertThat(page(runs("limit=1"))).doesNotContainKey("total");
    }

    @Test
    void eventsAreSearchedInTheSameManner() {
        String name = "lists/" + mark;
        api.post("{\"name\":\"%s\",\"id\":\"id-%s\",\"data\":{\"n\":1}}".formatted(name, mark));
        api.post("{\"name\":\"%s\",\"user\":{\"mail\":\"%s@example.org\"},\"data\":{\"n\":2}}".formatted(name, mark));
        api.post("{\"name\":\"lists/other\",\"data\":{\"n\":\"%s\"}}".formatted(mark));

        assertThat(numbers(events("external_id=id-" + mark))).containsExactly("1");
        assertThat(numbers(events("name=" + name + "&text=" + mark + "@example.org")))
                .containsExactly("2");
        assertThat(numbers(events("cel=" + encoded("event.name == '" + name + "' && event.data.n > 0"))))
                .containsExactly("2", "1");
        assertThat(numbers(events("text=" + mark))).containsExactly("\"" + mark + "\"", "2", "1");
        assertThat(page(events("name=" + name + "&count=true")).getInt("total")).isEqualTo(2);
        assertThat(page(events("text=" + mark + "&count=true")).getInt("total")).isEqualTo(3);
    }

    @Test
    void eventsOfTheServersOwnMakingCanBeLeftOut() {
        JsonObject run = calls.ended("test/hopeless", "{}", "hopeless");
        calls.lifecycleEvent("inngest/function.failed", run);

        assertThat(names(events("limit=100"))).contains("inngest/function.failed");
        assertThat(names(events("limit=100&internal=true"))).contains("inngest/function.failed");
        assertThat(names(events("limit=100&internal=false")))
                .isNotEmpty()
                .noneMatch(name -> name.startsWith("inngest/"));
    }

    static Stream<Arguments> wrongQueries() {
        return Stream.of(
                arguments(
                        "runs",
                        "status=Done",
                        "status must be Queued, Running, Waiting, NeedsAttention, Completed, Failed, Cancelled"),
                arguments("runs", "queued_after=yesterday", "queued_after must be a time"),
                arguments("runs", "queued_before=2026-01-31", "queued_before must be a time"),
                arguments("runs", "ended_after=1", "ended_after must be a time"),
                arguments("runs", "ended_before=%00", "ended_before must be a time"),
                arguments("runs", "function_id=%00", "function_id must have"),
                arguments("runs", "function_id=" + "x".repeat(129), "function_id must have at most 128"),
                arguments("runs", "function_id=a" + "&function_id=a".repeat(20), "function_id is given 21 times"),
                arguments("runs", "event_id=5", "event_id: '5' is not the id of an event"),
                arguments("runs", "cursor=5", "cursor: '5' is not the id of a run"),
                arguments("runs", "limit=101", "limit must be a number from 1 to 100, is '101'"),
                arguments("runs", "limit=1&limit=2", "limit is given 2 times"),
                arguments("runs", "count=yes", "count must be true or false, is 'yes'"),
                arguments("runs", "text=" + "x".repeat(257), "text must have at most 256 characters, has 257"),
                arguments("runs", "cel=" + encoded("event.data.n = 5"), "cel: line 1, column 14"),
                arguments("runs", "cel=" + encoded("run.id == '5'"), "begin with error or event or output"),
                arguments("runs", "state=Failed", "there is no parameter state; there are bulk, cel, count, cursor"),
                arguments("events", "cel=" + encoded("output == 5"), "cel: line 1, column 1"),
                arguments("events", "internal=no", "internal must be true or false"),
                arguments("events", "external_id=%00", "external_id must have"),
                arguments("events", "received_before=x", "received_before must be a time"),
                arguments("events", "name=a&name=b", "name is given 2 times"),
                arguments("events", "status=Failed", "there is no parameter status"));
    }

    @ParameterizedTest
    @MethodSource("wrongQueries")
    void saysWhatIsWrongWithAQuery(String list, String query, String message) {
        Api.Answer answer = api.get("/v1/" + list + "?" + query);

        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
        assertThat(answer.error()).contains(message);
    }

    @Test
    void expressionThatTakesTooLongIsAnErrorOfTheQuery() {
        api.send("lists/costly", "{\"n\": [" + "1,".repeat(300) + "1]}");

        Api.Answer answer = events("cel="
                + encoded("event.data.n.exists(a, event.data.n.exists(b, event.data.n.exists(c, a + b + c == 5)))"));

        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
        assertThat(answer.error()).startsWith("cel: at event ").contains("given up");
    }

    /** Sends an event that starts two runs. @return that of {@code any-order} */
    private JsonObject paid(String n) {
        String id = api.send("shop/order.paid", "{\"n\": \"" + n + "\"}");
        return Await.endedRuns(api, id, "any-order", "two-triggers").get("any-order");
    }

    private Api.Answer runs(String query) {
        return api.get("/v1/runs?" + query);
    }

    private Api.Answer cel(String expression) {
        return runs("cel=" + encoded(expression));
    }

    private Api.Answer events(String query) {
        return api.get("/v1/events?" + query);
    }

    private static JsonObject page(Api.Answer answer) {
        return answer.json().getJsonObject("page");
    }

    private static List<String> runIds(Api.Answer answer) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.list().getValuesAs(run -> run.asJsonObject().getString("run_id"));
    }

    private static List<String> names(Api.Answer answer) {
        return answer.list().getValuesAs(event -> event.asJsonObject().getString("name"));
    }

    private static List<String> numbers(Api.Answer answer) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.list()
                .getValuesAs(event ->
                        event.asJsonObject().getJsonObject("data").get("n").toString());
    }

    private static String later(String time) {
        return Instant.parse(time).plusNanos(1_000).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
