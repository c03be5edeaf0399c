package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Scrape;
import dev.gamelan.systemtests.harness.SpanReceiver;
import dev.gamelan.systemtests.harness.SpanReceiver.Received;
import dev.gamelan.systemtests.harness.TestServer;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What a receiver of OpenTelemetry's protocol gets of events that somebody sends within a trace. */
@Order(11)
class SpansIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CALLER = "b7ad6b7169203331";

    private final TestServer server = TestServer.get();
    private final Api api = server.api();
    private final SpanReceiver receiver = server.spans();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    @EnabledIfSystemProperty(
            named = "gamelan.test.database",
            matches = "postgresql",
            disabledReason = "a restart, and no SQL of its own")
    void oneTraceAcrossASleepAndARestart() {
        String trace = newTrace();
        String event = send("test/traced", trace, "01");
        String runId = Await.run(api, event, "traced", "Waiting").getString("run_id");
        // What is over is sent while the run sleeps.
        await().atMost(SOON).until(() -> edges(trace).contains("? > before"));

        Instant killed = Instant.now();
        server.kill();
        server.up();
        String nap = api.steps(runId).stream()
                .filter(step -> step.getString("name").equals("nap"))
                .findFirst()
                .orElseThrow()
                .getString("step_id");
        assertThat(api.postTo("/v1/runs/" + runId + "/steps/" + nap + "/skip", "")
                        .status())
                .isEqualTo(204);
        JsonObject run = Await.endedRun(api, event, "traced");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(edges(trace))
                        .containsExactlyInAnyOrder(
                                "caller > send test/traced",
                                "send test/traced > traced",
                                "traced > before",
                                "traced > nap",
                                "traced > flaky",
                                "flaky > flaky attempt 1",
                                "flaky > flaky attempt 2",
                                "traced > tell",
                                "tell > send test/traced-told",
                                "send test/traced-told > traced-told",
                                "traced > send",
                                "send > send test/traced-told",
                                "send test/traced-told > traced-told",
                                "traced > call",
                                "call > send inngest/function.invoked",
                                "send inngest/function.invoked > traced-told"));
        Map<String, List<Received>> spans =
                receiver.trace(trace).stream().collect(Collectors.groupingBy(Received::name));
        Received whole = spans.get("traced").get(0);
        assertThat(whole.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_CONSUMER);
        assertThat(whole.attributes())
                .containsEntry("gamelan.run.id", runId)
                .containsEntry("gamelan.function.id", "traced")
                .containsEntry("gamelan.status", "Completed")
                .containsEntry("messaging.destination.name", "test/traced")
                .containsEntry("messaging.message.id", event)
                .containsEntry("faas.invocation_id", runId);
        assertThat(whole.resource().getAttributesList())
                .anySatisfy(attribute ->
                        assertThat(attribute.getValue().getStringValue()).isEqualTo("gamelan"));
        Received sleep = spans.get("nap").get(0);
        assertThat(killed).isBetween(start(sleep), end(sleep));
        assertThat(start(whole)).isBeforeOrEqualTo(start(sleep));
        assertThat(end(whole)).isAfterOrEqualTo(end(sleep));

        Received flaky = spans.get("flaky").get(0);
        Received failed = spans.get("flaky attempt 1").get(0);
        assertThat(start(flaky)).isCloseTo(start(failed), within(1, ChronoUnit.MILLIS));
        assertThat(flaky.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
        assertThat(failed.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(failed.span().getEvents(0).getName()).isEqualTo("exception");

        // The function saw the same spans.
        assertThat(run.getJsonArray("output").getValuesAs(JsonString::getString))
                .startsWith(
                        trace + "-" + whole.id(),
                        trace + "-" + spans.get("before").get(0).id(),
                        trace + "-" + flaky.id())
                .last()
                .satisfies(told -> assertThat(spans.get("traced-told"))
                        .extracting(child -> trace + "-" + child.id())
                        .contains(told));
    }

    @Test
    void whatFailsSaysWhy() {
        String trace = newTrace();

        Await.endedRun(api, send("test/traced-failing", trace, "01"), "traced-failing");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(edges(trace))
                        .contains("traced-failing > fails", "send test/traced-failing > traced-failing"));
        List<Received> failed = receiver.trace(trace).stream()
                .filter(span -> span.name().equals("fails") || span.name().equals("traced-failing"))
                .toList();
        assertThat(failed).hasSize(2).allSatisfy(span -> {
            assertThat(span.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
            assertThat(span.span().getStatus().getMessage()).contains("for good");
            assertThat(span.span().getEvents(0).getAttributesList())
                    .extracting(attribute -> attribute.getKey())
                    .contains("exception.type", "exception.message");
        });
    }

    @Test
    void whatItsSenderDoesNotTraceIsNotSent() {
        String silent = newTrace();
        String loud = newTrace();

        Await.endedRun(api, send("test/traced-told", silent, "00"), "traced-told");
        Await.endedRun(api, send("test/traced-told", loud, "01"), "traced-told");

        await().atMost(SOON).until(() -> edges(loud).contains("send test/traced-told > traced-told"));
        assertThat(receiver.trace(silent)).isEmpty();
    }

    @Test
    void aSenderThatMakesNoSenseIsIgnored() {
        Api.Answer answer =
                api.post("{\"name\":\"test/traced-told\",\"data\":{}}", "traceparent", "00-not-a-trace-at-all");

        assertThat(answer.status()).isEqualTo(200);
        JsonObject run = Await.endedRun(api, answer.ids().get(0), "traced-told");
        assertThat(run.getString("output")).matches("[0-9a-f]{32}-[0-9a-f]{16}");
    }

    @Test
    void nobodyNoticesThatTheReceiverIsAway() {
        double failed = spans("failed");
        receiver.close();
        String lost = newTrace();
        try {
            for (int i = 0; i < 20; i++) {
                JsonObject run = Await.endedRun(api, send("test/traced-told", lost, "01"), "traced-told");
                assertThat(run.getString("status")).isEqualTo("Completed");
            }
            await().atMost(SOON).until(() -> spans("failed") >= failed + 40);
        } finally {
            receiver.open();
        }

        String later = newTrace();
        Await.endedRun(api, send("test/traced-told", later, "01"), "traced-told");
        await().atMost(SOON).until(() -> edges(later).contains("send test/traced-told > traced-told"));
        assertThat(receiver.trace(lost)).isEmpty();
    }

    private double spans(String outcome) {
        return Scrape.of(api).value("gamelan_spans_total", "outcome", outcome);
    }

    private String send(String name, String trace, String flags) {
        Api.Answer answer = api.post(
                "{\"name\":\"" + name + "\",\"data\":{}}", "traceparent", "00-" + trace + "-" + CALLER + "-" + flags);
        assertThat(answer.status()).isEqualTo(200);
        return answer.ids().get(0);
    }

    /** {@code parent > child}, by their names; {@code ?} is a parent that has not come. */
    private List<String> edges(String trace) {
        List<Received> spans = receiver.trace(trace);
        Map<String, String> names = spans.stream().collect(Collectors.toMap(Received::id, Received::name));
        names.put(CALLER, "caller");
        return spans.stream()
                .map(span -> names.getOrDefault(span.parentId(), "?") + " > " + span.name())
                .toList();
    }

    private static Instant start(Received span) {
        return instant(span.span().getStartTimeUnixNano());
    }

    private static Instant end(Received span) {
        return instant(span.span().getEndTimeUnixNano());
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(nanos), nanos % 1_000_000_000);
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
