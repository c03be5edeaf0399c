package dev.gamelan.web.rest;

import dev.gamelan.catalog.Catalog;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.execution.LiveFigures;
import dev.gamelan.execution.Runs;
import dev.gamelan.metrics.Durations;
import dev.gamelan.metrics.RunFigures;
import dev.gamelan.search.Count;
import dev.gamelan.statistics.Figures;
import dev.gamelan.statistics.History;
import dev.gamelan.statistics.HistoryQuery;
import dev.gamelan.statistics.Statistics;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What happened, and what is going on, in figures: {@code /v1/stats}. */
@Path("stats")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class StatsResource {

    private static final Duration SOON = Duration.ofHours(1);
    private static final int DECIMALS = 6;

    @EJB
    private Statistics statistics;

    @EJB
    private Runs runs;

    @EJB
    private Catalog catalog;

    /**
     * What happened, interval by interval.
     *
     * <p>Parameters: {@code from}, {@code to}: RFC 3339, the last hour by default; {@code interval}: PT1M, PT5M, PT15M, PT1H, PT6H or P1D, by
     * default one that makes no more than 120 of them; {@code function_id}.
     */
    @GET
    public JsonObject history(@Context UriInfo uri) {
        HistoryQuery query = StatsQueries.read(QueryParameters.of(uri, StatsQueries.PARAMETERS), statistics.now());
        History history = statistics.history(query);
        boolean ofAll = query.functionId().isEmpty();
        JsonArrayBuilder series = Jsons.array();
        history.points()
                .forEach(point -> series.add(toJson(point.figures(), ofAll)
                        .add("at", point.beginsAt().toString())));
        JsonArrayBuilder failing = Jsons.array();
        history.failing()
                .forEach(function -> failing.add(Jsons.object()
                        .add("function_id", function.functionId())
                        .add("completed", function.completed())
                        .add("failed", function.failed())
                        .add("cancelled", function.cancelled())));
        return Envelope.of(Jsons.object()
                .add("from", history.from().toString())
                .add("to", history.to().toString())
                .add("interval", StatsQueries.name(history.interval()))
                .add(
                        "recorded_since",
                        history.since()
                                .<JsonValue>map(since -> Jsons.string(since.toString()))
                                .orElse(JsonValue.NULL))
                .add("series", series)
                .add("total", toJson(history.total(), ofAll))
                .add("failing", failing)
                .build());
    }

    /**
     * What is going on, as it was read some seconds ago, and the servers.
     *
     * <p>Parameter: {@code function_id}.
     */
    @GET
    @Path("now")
    public JsonObject now(@Context UriInfo uri) {
        Optional<String> functionId =
                StatsQueries.functionId(QueryParameters.of(uri, Set.of(StatsQueries.FUNCTION_ID)));
        LiveFigures live = runs.live(functionId);
        Count due = runs.dueWithin(SOON, functionId);
        JsonObjectBuilder statuses = Jsons.object();
        live.runs().forEach((status, count) -> statuses.add(StateNames.of(status), count));
        return Envelope.of(Jsons.object()
                .add("runs", statuses)
                .add("backlog", live.backlog())
                .add("oldest_due_seconds", seconds(live.oldestDueSeconds()))
                .add("age_seconds", seconds(live.age().toNanos() / 1e9))
                .add("due_within_hour", Jsons.object().add("total", due.total()).add("total_is_exact", due.isExact()))
                .add("nodes", ServerJson.nodes(catalog.nodes()))
                .build());
    }

    private static JsonObjectBuilder toJson(Figures figures, boolean withEvents) {
        RunFigures runs = figures.runs();
        JsonObjectBuilder json = Jsons.object()
                .add("created", runs.created())
                .add("started", runs.started())
                .add("completed", runs.completed())
                .add("failed", runs.failed())
                .add("cancelled", runs.cancelled())
                .add("queue_wait", toJson(runs.queueWait()))
                .add("run_duration", toJson(runs.runDuration()));
        if (withEvents) {
            json.add("events", figures.events());
        }
        return json;
    }

    private static JsonValue toJson(Durations durations) {
        long total = durations.total();
        return total == 0
                ? JsonValue.NULL
                : Jsons.object()
                        .add("count", total)
                        .add("p50_seconds", seconds(durations.quantile(0.5).orElse(0)))
                        .add("p95_seconds", seconds(durations.quantile(0.95).orElse(0)))
                        .build();
    }

    private static BigDecimal seconds(double value) {
        return BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }
}
