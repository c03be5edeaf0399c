package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.MixedWorkload;
import dev.gamelan.systemtests.harness.Scrape;
import dev.gamelan.systemtests.harness.Sightings;
import dev.gamelan.systemtests.harness.Stream;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** While some hundred runs of all kinds go on, and after that, no view of them contradicts another. */
@Order(7)
class ViewsAgreeIT {

    private static final int REQUESTS = 12;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** What states are called in metrics. */
    private static final Map<String, String> LABELS =
            Map.of("Queued", "queued", "Running", "running", "Waiting", "waiting", "NeedsAttention", "needs_attention");

    /** As a trace names them, and a run. */
    private static final String[][] TIMES = {
        {"queued_at", "queued_at"}, {"started_at", "run_started_at"}, {"ended_at", "ended_at"}
    };

    private final Api api = TestServer.get().api();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void listDetailEventStreamAndMetricsSayTheSame() {
        await().atMost(LONGEST)
                .until(() -> api.get("/v1/runs?limit=1&status=Queued&status=Running")
                        .list()
                        .isEmpty());
        Scrape before = Scrape.of(api);
        try (Stream runs = api.stream("?topics=runs");
                Stream events = api.stream("?topics=events")) {
            // The database's clock, which the times of the runs are from.
            String since =
                    "queued_after=" + Instant.parse(runs.await("hello").data().getString("server_time"));
            events.await("hello");

            work(runs, since, before);
            await().atMost(LONGEST).until(() -> live("&" + since) == 0);

            List<JsonObject> all = pages("/v1/runs?limit=100&" + since);
            assertThat(all).hasSizeGreaterThan(300);
            assertThat(all.stream().map(run -> run.getString("status")).distinct())
                    .containsExactlyInAnyOrder("Completed", "Failed", "Cancelled");
            all.forEach(run -> everywhereAs(run, runs));
            theStreamNeverWentBack(runs);
            // Runs of earlier tests may have ended meanwhile.
            theCountersSay(all, pages("/v1/runs?limit=100&" + since.replace("queued", "ended")), before);
            theGaugesSayWhatTheFunctionsSay();
            theEventsAre(pages("/v1/events?limit=100&" + since.replace("queued", "received")), events);
        }
    }

    /** Looks at all runs in one way after the other while they go on. */
    private void work(Stream runs, String since, Scrape before) {
        MixedWorkload workload = new MixedWorkload(api);
        Sightings sightings = new Sightings();
        for (int i = 0; i < REQUESTS; i++) {
            int heard = runs.runs().size();
            workload.post();
            await().atMost(LONGEST).until(() -> runs.runs().size() > heard);
            // What the stream has told so far was read before what is read now, and nobody knows how long before.
            Sightings afterStream = new Sightings();
            runs.runs().forEach(run -> afterStream.seen("stream", run));
            BiConsumer<String, JsonObject> look = (where, run) -> {
                afterStream.seen(where, run);
                sightings.seen(where, run);
            };
            Scrape counted = Scrape.of(api);
            List<JsonObject> listed = pages("/v1/runs?limit=100&" + since);
            listed.forEach(run -> look.accept("list", run));
            noMoreIsCountedThanThereIs(
                    listed, pages("/v1/runs?limit=100&" + since.replace("queued", "ended")), before, counted);
            listed.stream().limit(20).forEach(run -> {
                look.accept("detail", detail(run));
                api.runs(run.getString("event_id")).forEach(same -> look.accept("event's runs", same));
            });
        }
        workload.finish();
    }

    private void everywhereAs(JsonObject run, Stream runs) {
        String id = run.getString("run_id");
        assertThat(detail(run)).as("detail").isEqualTo(run);
        assertThat(api.runs(run.getString("event_id"))).as("event's runs").contains(run);
        JsonObject trace = api.get("/v1/runs/" + id + "/trace").data();
        assertThat(trace.getString("status")).as("trace").isEqualTo(run.getString("status"));
        for (String[] names : TIMES) {
            assertThat(time(trace, names[0])).as("trace: " + names[0]).isEqualTo(time(run, names[1]));
        }
        runs.await(id, run.getString("status"));
        List<JsonObject> states = runs.statesOf(id);
        assertThat(states.get(states.size() - 1)).as("stream").isEqualTo(run);
    }

    private static void theStreamNeverWentBack(Stream runs) {
        assertThat(runs.messages()).as("nothing was left out").allSatisfy(message -> {
            assertThat(message.name()).isIn("hello", "changes");
            assertThat(message.data().getInt("more", 0)).isZero();
        });
        Sightings order = new Sightings();
        runs.runs().forEach(run -> order.seen("stream", run));
    }

    /** Counters count what has committed, so that who reads the lists after them finds it there. */
    private static void noMoreIsCountedThanThereIs(
            List<JsonObject> listed, List<JsonObject> ended, Scrape before, Scrape then) {
        expected(listed, ended)
                .forEach((status, byFunction) -> byFunction.forEach((function, count) -> assertThat(
                                runsTotal(then, function, status) - runsTotal(before, function, status))
                        .as("%s runs of %s", status, function)
                        .isLessThanOrEqualTo(count.doubleValue())));
    }

    private void theCountersSay(List<JsonObject> all, List<JsonObject> ended, Scrape before) {
        Map<String, Map<String, Long>> expected = expected(all, ended);
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            Scrape after = Scrape.of(api);
            expected.forEach((status, byFunction) -> byFunction.forEach((function, count) -> assertThat(
                            runsTotal(after, function, status) - runsTotal(before, function, status))
                    .as("%s runs of %s", status, function)
                    .isEqualTo(count.doubleValue())));
        });
    }

    private static Map<String, Map<String, Long>> expected(List<JsonObject> all, List<JsonObject> ended) {
        Map<String, Map<String, Long>> expected = new TreeMap<>();
        count(expected, "created", all, run -> true);
        count(expected, "started", all, run -> !run.isNull("run_started_at"));
        for (String status : List.of("Completed", "Failed", "Cancelled")) {
            count(
                    expected,
                    status.toLowerCase(Locale.ROOT),
                    ended,
                    run -> run.getString("status").equals(status));
        }
        return expected;
    }

    /** Of what lives, which the other tests may have left. */
    private void theGaugesSayWhatTheFunctionsSay() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Scrape scrape = Scrape.of(api);
            assertThat(api.get("/v1/functions?counts=true").list().getValuesAs(JsonObject.class))
                    .isNotEmpty()
                    .allSatisfy(function -> LABELS.forEach((status, label) -> assertThat(scrape.value(
                                    "gamelan_live_runs", "function", function.getString("id"), "status", label))
                            .as("%s runs of %s", status, function.getString("id"))
                            .isEqualTo(function.getJsonObject("live_runs")
                                    .getJsonObject(status)
                                    .getInt("total"))));
        });
    }

    private static void count(
            Map<String, Map<String, Long>> counts, String status, List<JsonObject> all, Predicate<JsonObject> is) {
        Map<String, Long> byFunction = all.stream()
                .filter(is)
                .collect(Collectors.groupingBy(
                        run -> run.getString("function_id"), TreeMap::new, Collectors.counting()));
        // And of those that have none of this kind no more are counted.
        all.forEach(run -> byFunction.putIfAbsent(run.getString("function_id"), 0L));
        counts.put(status, byFunction);
    }

    private static double runsTotal(Scrape scrape, String function, String status) {
        return scrape.value("gamelan_runs_total", "function", function, "status", status);
    }

    private static void theEventsAre(List<JsonObject> stored, Stream events) {
        Map<String, JsonObject> told = new TreeMap<>();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            events.events().forEach(event -> told.put(event.getString("internal_id"), event));
            assertThat(told.keySet())
                    .containsExactlyInAnyOrderElementsOf(stored.stream()
                            .map(event -> event.getString("internal_id"))
                            .toList());
        });
        assertThat(stored)
                .allSatisfy(event -> assertThat(event).containsAllEntriesOf(told.get(event.getString("internal_id"))));
    }

    private static Instant time(JsonObject json, String name) {
        return json.isNull(name) ? Instant.MAX : Instant.parse(json.getString(name));
    }

    private JsonObject detail(JsonObject run) {
        return api.get("/v1/runs/" + run.getString("run_id")).data();
    }

    private int live(String filter) {
        return api.get("/v1/runs?limit=1&count=true&status=Queued&status=Running&status=Waiting" + filter)
                .json()
                .getJsonObject("page")
                .getInt("total");
    }

    private List<JsonObject> pages(String path) {
        List<JsonObject> all = new ArrayList<>();
        String cursor = "";
        do {
            Api.Answer answer = api.get(path + cursor);
            assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(200);
            all.addAll(answer.list().getValuesAs(JsonObject.class));
            cursor = answer.json().getJsonObject("page").getBoolean("has_more")
                    ? "&cursor=" + answer.json().getJsonObject("page").getString("cursor")
                    : "";
        } while (!cursor.isEmpty());
        return all;
    }
}
