package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors that are taken for the same, together. */
@Order(5)
class ErrorsIT {

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void theSameErrorIsOneGroup() {
        JsonObject first = calls.ended("test/hopeless", "{}", "hopeless");
        JsonObject before = newest("hopeless");
        JsonObject second = calls.ended("test/hopeless", "{}", "hopeless");

        JsonObject after = newest("hopeless");

        assertThat(after.getString("fingerprint")).isEqualTo(before.getString("fingerprint"));
        assertThat(after.getInt("count")).isEqualTo(before.getInt("count") + 1);
        assertThat(after.getInt("runs")).isEqualTo(before.getInt("runs") + 1);
        assertThat(after.getString("type")).isEqualTo("dev.gamelan.function.NonRetriableException");
        assertThat(after.getString("message")).isEqualTo("no retry would help");
        assertThat(after.isNull("step_name")).isTrue();
        assertThat(after.getJsonArray("frames").getString(0))
                .isEqualTo("dev.gamelan.systemtests.functions.Failing.hopeless");
        assertThat(after.getString("first_seen")).isEqualTo(before.getString("first_seen"));
        assertThat(after.getString("last_seen")).isEqualTo(second.getString("ended_at"));
        assertThat(runsWith(after.getString("fingerprint")).subList(0, 2))
                .containsExactly(second.getString("run_id"), first.getString("run_id"));
    }

    @Test
    void aStepsFailureThatEndsItsRunIsThatOfTheStep() {
        JsonObject run = calls.ended("test/no-retries", "{}", "no-retries");

        JsonObject group = newest("no-retries");

        assertThat(group.getString("type")).isEqualTo("java.lang.IllegalStateException");
        assertThat(group.getString("step_name")).isEqualTo("once");
        assertThat(group.getInt("count")).isEqualTo(group.getInt("runs"));
        assertThat(group.getJsonArray("frames").getString(0)).contains("Stepping.lambda$noRetries");
        assertThat(runsWith(group.getString("fingerprint"))).contains(run.getString("run_id"));
    }

    @Test
    void attemptsThatAreRepeatedCountAndEndNoRun() {
        JsonObject run = calls.ended("test/step-flaky", "{\"failures\": 2}", "step-flaky");

        JsonObject group = groups("function_id=step-flaky&seen_after=" + run.getString("queued_at"))
                .get(0);

        assertThat(group.getInt("count")).isEqualTo(2);
        assertThat(group.getInt("runs")).isZero();
        assertThat(group.getBoolean("count_is_exact")).isTrue();
        assertThat(group.getString("step_name")).isEqualTo("flaky");
        assertThat(group.getString("message")).isEqualTo("attempt 1 fails");
    }

    @Test
    void attemptsOfTheFunctionCountToo() {
        JsonObject run = calls.ended("test/flaky", "{\"failures\": 9}", "flaky");

        JsonObject group = groups("function_id=flaky&seen_after=" + run.getString("queued_at"))
                .get(0);

        assertThat(group.getInt("count")).isEqualTo(3);
        assertThat(group.getInt("runs")).isEqualTo(1);
    }

    @Test
    void aGroupShowsRunsInWhichItOccurred() {
        JsonObject run = calls.ended("test/hopeless", "{}", "hopeless");
        String fingerprint = newest("hopeless").getString("fingerprint");

        JsonObject group = api.get("/v1/errors/" + fingerprint).data();

        assertThat(group.getString("fingerprint")).isEqualTo(fingerprint);
        assertThat(group.getString("stack")).contains("no retry would help");
        JsonObject example = group.getJsonArray("examples").getJsonObject(0);
        assertThat(example.getString("run_id")).isEqualTo(run.getString("run_id"));
        assertThat(example.getBoolean("ended_run")).isTrue();
        assertThat(group.getJsonArray("examples").size()).isLessThanOrEqualTo(10);
    }

    @Test
    void groupsArePagedByWhenTheyWereLastSeen() {
        calls.ended("test/hopeless", "{}", "hopeless");
        calls.ended("test/no-retries", "{}", "no-retries");
        calls.ended("test/flaky", "{\"failures\": 9}", "flaky");

        List<JsonObject> seen = new ArrayList<>();
        String cursor = "";
        do {
            Api.Answer page = api.get("/v1/errors?limit=1&cursor=" + cursor);
            assertThat(page.status()).as(page.json().toString()).isEqualTo(200);
            seen.addAll(page.list().getValuesAs(JsonObject.class));
            cursor = page.json().getJsonObject("page").getString("cursor", "");
        } while (!cursor.isEmpty());

        assertThat(seen).extracting(group -> group.getString("fingerprint")).doesNotHaveDuplicates();
        assertThat(seen)
                .extracting(group -> Instant.parse(group.getString("last_seen")))
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(seen)
                .extracting(group -> group.getString("function_id"))
                .startsWith("flaky", "no-retries", "hopeless");
    }

    @Test
    void aPeriodHasFiguresOfItsOwn() {
        calls.ended("test/hopeless", "{}", "hopeless");
        JsonObject run = calls.ended("test/hopeless", "{}", "hopeless");

        assertThat(groups("function_id=hopeless&seen_after=" + run.getString("ended_at"))
                        .get(0)
                        .getInt("count"))
                .isEqualTo(1);
        assertThat(groups("function_id=hopeless&seen_before=2020-01-01T00:00:00Z"))
                .isEmpty();
    }

    static Stream<Arguments> wrongQueries() {
        return Stream.of(
                Arguments.of("errors?seen_after=x", "seen_after must be a time"),
                Arguments.of("errors?cursor=x", "cursor must be page.cursor of the page before, is 'x'"),
                Arguments.of("errors?cursor=2026-01-01T00:00:00Z_x", "cursor must be the fingerprint"),
                Arguments.of("errors?limit=0", "limit must be a number from 1 to 100"),
                Arguments.of("errors?status=Failed", "there is no parameter status"),
                Arguments.of("errors/x", "must be the fingerprint of an error, 32 hexadecimal digits"),
                Arguments.of("runs?error=x", "error must be the fingerprint of an error"));
    }

    @ParameterizedTest
    @MethodSource("wrongQueries")
    void saysWhatIsWrongWithAQuery(String query, String message) {
        Api.Answer answer = api.get("/v1/" + query);

        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
        assertThat(answer.error()).contains(message);
    }

    @Test
    void whatNobodyHasSeenIsNotFound() {
        assertThat(api.get("/v1/errors/" + "0".repeat(32)).status()).isEqualTo(404);
        assertThat(runsWith("0".repeat(32))).isEmpty();
    }

    private JsonObject newest(String function) {
        return groups("function_id=" + function).get(0);
    }

    private List<JsonObject> groups(String query) {
        Api.Answer answer = api.get("/v1/errors?" + query);
        assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(200);
        return answer.list().getValuesAs(JsonObject.class);
    }

    private List<String> runsWith(String fingerprint) {
        Api.Answer answer = api.get("/v1/runs?error=" + fingerprint);
        assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(200);
        return answer.list().getValuesAs(run -> run.asJsonObject().getString("run_id"));
    }
}
