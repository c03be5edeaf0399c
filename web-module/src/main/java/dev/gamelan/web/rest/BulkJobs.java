package dev.gamelan.web.rest;

import dev.gamelan.bulk.Action;
import dev.gamelan.bulk.Item;
import dev.gamelan.bulk.Job;
import dev.gamelan.bulk.JobKind;
import dev.gamelan.bulk.NewJob;
import dev.gamelan.bulk.Outcome;
import dev.gamelan.bulk.Selection;
import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.BulkRequest;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.BadRequestException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Bulk jobs as requests ask for them and answers show them. */
final class BulkJobs {

    private static final int DECIMALS = 2;

    private BulkJobs() {}

    /** @param actor who asks */
    static NewJob read(BulkRequest request, String actor) {
        return new NewJob(
                JobKind.valueOf(request.kind().toUpperCase(Locale.ROOT)),
                request.requestId(),
                selection(request),
                request.perSecond(),
                actor,
                false);
    }

    static Selection selection(BulkRequest request) {
        if (request.runIds().isPresent()) {
            return new Selection.OfIds(request.runIds().get().stream()
                    .map(id -> Parameters.ulid("runs.ids", id, "a run"))
                    .distinct()
                    .toList());
        }
        if (request.runs().isPresent()) {
            QueryParameters parameters =
                    QueryParameters.of(request.runs().get(), ListParameters.filters(RunQueries.PARAMETERS));
            return new Selection.OfRuns(RunQueries.read(parameters));
        }
        QueryParameters parameters =
                QueryParameters.of(request.events().orElseThrow(), ListParameters.filters(EventQueries.PARAMETERS));
        request.functionIds().forEach(BulkJobs::checkFunction);
        return new Selection.OfEvents(EventQueries.read(parameters), request.functionIds());
    }

    private static void checkFunction(String id) {
        try {
            FunctionDefinition.checkId(id);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("function_ids: " + e.getMessage(), e);
        }
    }

    static JsonObject toJson(Job job, Optional<List<Action>> actions) {
        JsonObjectBuilder json = Jsons.object()
                .add("id", job.id())
                .add("request_id", job.asked().requestId())
                .add("kind", job.asked().kind().name().toLowerCase(Locale.ROOT))
                .add("status", job.status().name())
                .add("selecting", job.isSelecting())
                .add("total", job.figures().total())
                .add("done", job.figures().done())
                .add("failed", job.figures().failed())
                .add("skipped", job.figures().skipped())
                .add("remaining", job.figures().remaining())
                .add("rate", rounded(job.rate()));
        job.asked().selectionJson().forEach(json::add);
        job.asked().perSecond().ifPresent(limit -> json.add("per_second", limit));
        json.add("actor", job.asked().actor())
                .add("created_at", job.asked().createdAt().toString())
                .add(
                        "ended_at",
                        job.endedAt()
                                .<JsonValue>map(end -> Jsons.string(end.toString()))
                                .orElse(JsonValue.NULL));
        job.problem().ifPresent(problem -> json.add("problem", problem));
        actions.ifPresent(all -> add(json, all));
        return json.build();
    }

    /** Who has begun it, and what has been asked of it since. */
    private static void add(JsonObjectBuilder json, List<Action> actions) {
        JsonArrayBuilder history = Jsons.array();
        actions.forEach(action -> history.add(Jsons.object()
                .add("action", action.action())
                .add("actor", action.actor())
                .add("at", action.at().toString())));
        json.add("history", history);
    }

    static JsonObject toJson(Item item, boolean ofEvents) {
        JsonObjectBuilder json = Jsons.object().add(ofEvents ? "event_id" : "run_id", item.sourceId());
        item.functionId().ifPresent(function -> json.add("function_id", function));
        json.add(
                "result",
                item.outcome()
                        .map(Outcome::result)
                        .map(Enum::name)
                        .orElse("REMAINING")
                        .toLowerCase(Locale.ROOT));
        item.outcome().flatMap(Outcome::message).ifPresent(message -> json.add("message", message));
        item.outcome().flatMap(Outcome::madeRunId).ifPresent(run -> json.add("new_run_id", run));
        return json.build();
    }

    private static BigDecimal rounded(double number) {
        return BigDecimal.valueOf(number).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
