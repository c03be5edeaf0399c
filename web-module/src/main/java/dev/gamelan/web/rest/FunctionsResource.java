package dev.gamelan.web.rest;

import dev.gamelan.catalog.Catalog;
import dev.gamelan.catalog.KnownFunction;
import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.execution.Runs;
import dev.gamelan.search.Count;
import dev.gamelan.search.Period;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The functions: {@code /v1/functions}. */
@Path("functions")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class FunctionsResource {

    private static final String COUNTS = "counts";

    /** Of the runs that are over, those are counted that ended since. */
    private static final Duration LATELY = Duration.ofHours(24);

    @EJB
    private Catalog catalog;

    @EJB
    private Runs runs;

    /**
     * All of them, by id; those that no node offers any more, too.
     *
     * <p>Parameter: {@code counts=true} for {@code live_runs} and {@code ended_runs} of each, as with {@link #get}.
     */
    @GET
    public JsonObject list(@Context UriInfo uri) {
        boolean counted = QueryParameters.of(uri, Set.of(COUNTS)).isTrue(COUNTS, false);
        JsonArrayBuilder data = Jsons.array();
        catalog.known().forEach(function -> data.add(counted ? withCounts(function) : toJson(function)));
        return Envelope.of(data.build());
    }

    /**
     * One of them, with how many of its runs are live ({@code live_runs}) and have ended within 24 hours ({@code ended_runs}), by state:
     * {@code {"total": N, "total_is_exact": …}}, counted no further than 10,000.
     */
    @GET
    @Path("{id}")
    public JsonObject get(@PathParam("id") String id) {
        return Envelope.of(withCounts(catalog.known().stream()
                        .filter(function -> function.definition().id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> Parameters.notFound("function", id)))
                .build());
    }

    private JsonObjectBuilder withCounts(KnownFunction function) {
        String id = function.definition().id();
        Period lately = new Period(Optional.of(Instant.now().minus(LATELY)), Optional.empty());
        JsonObjectBuilder live = Jsons.object();
        JsonObjectBuilder ended = Jsons.object();
        Arrays.stream(RunStatus.values()).forEach(status -> {
            boolean isOver = status.isTerminal();
            Count count = runs.count(RunQueries.of(id, status, isOver ? lately : Period.ALWAYS));
            (isOver ? ended : live)
                    .add(
                            StateNames.of(status),
                            Jsons.object().add("total", count.total()).add("total_is_exact", count.isExact()));
        });
        return toJson(function).add("live_runs", live).add("ended_runs", ended);
    }

    private static JsonObjectBuilder toJson(KnownFunction function) {
        FunctionDefinition definition = function.definition();
        JsonArrayBuilder triggers = Jsons.array();
        definition.triggers().forEach(pattern -> triggers.add(pattern.text()));
        JsonArrayBuilder cancellations = Jsons.array();
        definition.cancellations().forEach(cancellation -> {
            JsonObjectBuilder json = Jsons.object().add("event", cancellation.eventName());
            cancellation.match().ifPresent(match -> json.add("match", match));
            cancellations.add(json);
        });
        JsonArrayBuilder nodes = Jsons.array();
        function.nodes().forEach(nodes::add);
        JsonObjectBuilder json = Jsons.object()
                .add("id", definition.id())
                .add("name", definition.name())
                .add("retries", definition.retries())
                .add("triggers", triggers)
                .add("cancel_on", cancellations)
                .add("nodes", nodes)
                .add("replayable", definition.isReplayable())
                .add("changed_at", function.changedAt().toString());
        definition.timeLimits().start().ifPresent(limit -> json.add("start_timeout", limit.toString()));
        definition.timeLimits().finish().ifPresent(limit -> json.add("finish_timeout", limit.toString()));
        definition.failureOf().ifPresent(handled -> json.add("failure_of", handled));
        return json;
    }
}
