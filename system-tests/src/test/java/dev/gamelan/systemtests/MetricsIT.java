package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.metrics.Meter;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Backlog;
import dev.gamelan.systemtests.harness.Expression;
import dev.gamelan.systemtests.harness.Scrape;
import dev.gamelan.systemtests.harness.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What Prometheus finds at {@code /metrics}, and what {@code ops/} makes of it. */
@Order(9)
class MetricsIT {

    private static final Pattern IN_DASHBOARD = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern IN_ALERTS = Pattern.compile("expr:((?:.|\\n)*?)\\n +for:");
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Api api = TestServer.get().api();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void countsWhatTheDatabaseHas() {
        Scrape before = Scrape.of(api);
        List<String> ids = Backlog.post(api, 100, 5);
        Backlog.awaitCompletion(api, ids, LONGEST);
        // The answer may come a moment before the count.
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            Scrape after = Scrape.of(api);
            for (String status : List.of("created", "started", "completed")) {
                assertThat(more(before, after, "gamelan_runs_total", "function", "slow-left", "status", status))
                        .as(status)
                        .isEqualTo(100);
            }
            assertThat(more(before, after, "gamelan_runs_total", "function", "slow-left", "status", "failed"))
                    .isZero();
            for (String histogram : List.of("queue_wait", "start_latency", "run_duration")) {
                assertThat(more(before, after, "gamelan_" + histogram + "_seconds_count", "function", "slow-left"))
                        .as(histogram)
                        .isEqualTo(100);
                assertThat(more(
                                before,
                                after,
                                "gamelan_" + histogram + "_seconds_bucket",
                                "function",
                                "slow-left",
                                "le",
                                "+Inf"))
                        .as(histogram)
                        .isEqualTo(100);
            }
        });
    }

    @Test
    void countsEventsByWhatBecameOfThem() {
        Scrape before = Scrape.of(api);
        String event = "{\"name\":\"metrics/nobody\",\"id\":\"metrics-" + System.nanoTime() + "\"}";
        assertThat(api.post(event).status()).isEqualTo(200);
        assertThat(api.post(event).status()).isEqualTo(200);
        String seed = System.currentTimeMillis() + ",AAAAAAAAAAAAAA==";
        for (int i = 0; i < 2; i++) {
            assertThat(api.post("{\"name\":\"metrics/nobody\"}", "x-inngest-event-id-seed", seed)
                            .status())
                    .isEqualTo(200);
        }
        assertThat(api.post("{\"name\":").status()).isEqualTo(400);

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            Scrape after = Scrape.of(api);
            assertThat(more(before, after, "gamelan_events_total", "outcome", "accepted"))
                    .isGreaterThanOrEqualTo(2);
            assertThat(more(before, after, "gamelan_events_total", "outcome", "duplicate"))
                    .isEqualTo(1);
            assertThat(more(before, after, "gamelan_events_total", "outcome", "repeated"))
                    .isEqualTo(1);
            assertThat(more(before, after, "gamelan_rejected_requests_total", "status", "400"))
                    .isEqualTo(1);
        });
    }

    @Test
    void countsAttemptsOfSteps() {
        Scrape before = Scrape.of(api);
        flakySteps();

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            Scrape after = Scrape.of(api);
            assertThat(steps(before, after, "completed")).isEqualTo(2);
            assertThat(steps(before, after, "retried")).isEqualTo(2);
            assertThat(steps(before, after, "failed")).isZero();
            assertThat(more(before, after, "gamelan_step_duration_seconds_count", "function", "step-flaky"))
                    .isEqualTo(4);
        });
    }

    /** A step, and one that fails twice. */
    private void flakySteps() {
        Await.endedRuns(api, api.send("test/step-flaky", "{\"failures\":2}"), "step-flaky");
    }

    private static double steps(Scrape before, Scrape after, String outcome) {
        return more(before, after, "gamelan_steps_total", "function", "step-flaky", "kind", "run", "outcome", outcome);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "gamelan.test.database",
            matches = "postgresql",
            disabledReason = "a backlog on one database is enough")
    void showsTheBacklogAndThatItIsGone() {
        List<String> ids = Backlog.post(api, 600, 2_000);

        await().atMost(LONGEST).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            Scrape now = Scrape.of(api);
            assertThat(now.value("gamelan_backlog_runs", "function", "slow-left"))
                    .isPositive();
            assertThat(now.value("gamelan_oldest_due_seconds", "function", "slow-left"))
                    .isPositive();
            assertThat(now.value("gamelan_live_runs", "function", "slow-left", "status", "running"))
                    .isPositive();
            assertThat(now.value("gamelan_room_used")).isPositive();
        });
        Backlog.awaitCompletion(api, ids, Duration.ofMinutes(2));
        await().atMost(LONGEST).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            Scrape now = Scrape.of(api);
            assertThat(now.value("gamelan_backlog_runs", "function", "slow-left"))
                    .isZero();
            assertThat(now.value("gamelan_oldest_due_seconds", "function", "slow-left"))
                    .isZero();
            assertThat(now.value("gamelan_live_runs", "function", "slow-left", "status", "running"))
                    .isZero();
            assertThat(now.value("gamelan_nodes")).isPositive();
        });
    }

    @Test
    void servesEverythingThatIsListed() {
        flakySteps();

        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(Scrape.of(api).names())
                        .containsAll(Stream.of(Meter.values())
                                .flatMap(MetricsIT::seriesOf)
                                .toList()));
    }

    @Test
    void servesEverythingThatTheDashboardAndTheAlertsAskFor() throws IOException {
        flakySteps();
        List<Expression> expressions = Stream.concat(
                        expressions("dashboard.json", IN_DASHBOARD), expressions("alerts.yml", IN_ALERTS))
                .filter(expression -> !expression.selectors().isEmpty())
                .toList();
        assertThat(expressions).hasSizeGreaterThan(40);

        await().atMost(LONGEST).untilAsserted(() -> {
            Scrape scrape = Scrape.of(api);
            assertThat(expressions).allSatisfy(expression -> isServed(expression, scrape));
        });
    }

    private static Stream<Expression> expressions(String file, Pattern pattern) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("gamelan.checkout"), "ops", file));
        return pattern.matcher(text)
                .results()
                .map(found -> new Expression(found.group(1).replace("\\\"", "\"")));
    }

    /** Each series that is named, with the labels by which it is chosen and added up. */
    private static void isServed(Expression expression, Scrape scrape) {
        Set<String> labels = new TreeSet<>();
        for (Expression.Selector selector : expression.selectors()) {
            assertThat(scrape.names()).as(expression.text()).contains(selector.metric());
            labels.addAll(scrape.labels(selector.metric()));
            for (Expression.Matcher matcher : selector.matchers()) {
                assertThat(scrape.labels(selector.metric()))
                        .as(expression.text())
                        .contains(matcher.label());
                assertThat(scrape.valuesOf(selector.metric(), matcher.label()))
                        .as(expression.text())
                        .containsAll(matcher.values());
            }
        }
        assertThat(labels).as(expression.text()).containsAll(expression.groupedBy());
    }

    private static Stream<String> seriesOf(Meter meter) {
        return meter.kind() == Meter.Kind.HISTOGRAM
                ? Stream.of("_bucket", "_count", "_sum").map(end -> meter.metricName() + end)
                : Stream.of(meter.metricName());
    }

    private static double more(Scrape before, Scrape after, String name, String... labels) {
        return after.value(name, labels) - before.value(name, labels);
    }
}
