package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What functions of an EJB module beside ours do and go through. */
@Order(10)
class FunctionsIT {

    private final Api api = TestServer.get().api();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void wildcardsMatchAndOneEventStartsAFunctionOnce() {
        String paid = api.send("shop/order.paid", "{\"n\":1}");
        String other = api.send("shop/orders", "{\"n\":2}");

        JsonObject both =
                Await.endedRuns(api, paid, "any-order", "two-triggers").get("two-triggers");
        assertThat(both.getString("output")).isEqualTo("shop/order.paid{\"n\":1}");
        Await.endedRuns(api, other, "two-triggers");
    }

    /** Its request-scoped bean collects what is written to it: whatever one run left behind, the next one would show. */
    @Test
    void eachRunHasARequestContextOfItsOwn() {
        String batch = IntStream.range(0, 200)
                .mapToObj("{\"name\":\"shop/order.paid\",\"data\":{\"n\":%d}}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));

        List<String> ids = api.post(batch).ids();

        for (int n = 0; n < ids.size(); n++) {
            JsonObject run = Await.endedRuns(api, ids.get(n), "any-order", "two-triggers")
                    .get("two-triggers");
            assertThat(run.getString("output")).isEqualTo("shop/order.paid{\"n\":" + n + "}");
        }
    }

    @Test
    void eventNamesAreOnlyText() {
        String name = "it's 100%_\\\"quoted\\\" \u00fcn\u00efcode";
        String id = api.post("{\"name\":\"" + name + "\"}").ids().get(0);

        Await.endedRuns(api, id, "quoted");
    }

    @Test
    void aFailedAttemptIsTriedAgain() {
        JsonObject run = ended("test/flaky", "{\"failures\":2}", "flaky");

        assertThat(run.getString("status")).isEqualTo("Completed");
        assertThat(run.getJsonObject("output").toString()).isEqualTo("{\"attempt\":2,\"maxAttempts\":3}");
    }

    @Test
    void retriesComeToAnEnd() {
        JsonObject run = ended("test/flaky", "{\"failures\":9}", "flaky");

        assertThat(run.getString("status")).isEqualTo("Failed");
        assertThat(run.getInt("attempt")).isEqualTo(2);
        JsonObject error = run.getJsonObject("error");
        assertThat(error.getString("name")).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.getString("message")).isEqualTo("attempt 2 fails");
        assertThat(error.getString("stack")).contains("Failing.flaky");
    }

    @Test
    void aNonRetriableFailureIsFinal() {
        JsonObject run = ended("test/hopeless", "{}", "hopeless");

        assertThat(run.getString("status")).isEqualTo("Failed");
        assertThat(run.getInt("attempt")).isZero();
    }

    @Test
    void aFunctionChoosesWhenItIsTriedAgain() {
        Instant before = Instant.now();

        JsonObject run = ended("test/patient", "{}", "patient");

        assertThat(run.getString("status")).isEqualTo("Completed");
        assertThat(Instant.parse(run.getString("ended_at"))).isAfter(before.plus(Duration.ofMillis(1900)));
    }

    @Test
    void dataThatDoesNotFitFailsTheRunAndSaysWhy() {
        JsonObject run = ended("test/flaky", "{\"failures\":\"many\"}", "flaky");

        assertThat(run.getString("status")).isEqualTo("Failed");
        assertThat(run.getInt("attempt")).isZero();
        assertThat(run.getJsonObject("error").getString("message")).contains("failures");
    }

    @Test
    void errorsOfEveryKindFailTheRunAndNotTheServer() {
        assertThat(ended("test/overflowing", "{}", "overflowing")
                        .getJsonObject("error")
                        .getString("name"))
                .isEqualTo("java.lang.StackOverflowError");
        assertThat(ended("test/huge-error", "{}", "huge-error")
                        .getJsonObject("error")
                        .getString("message"))
                .hasSizeLessThan(70_000)
                .startsWith("\ufffdxxx")
                .endsWith("(truncated)");
        assertThat(ended("test/unwritable", "{}", "unwritable")
                        .getJsonObject("error")
                        .getString("message"))
                .contains("result cannot be stored", "cannot be written as JSON");
    }

    private JsonObject ended(String event, String data, String functionId) {
        return Await.endedRuns(api, api.send(event, data), functionId).get(functionId);
    }
}
