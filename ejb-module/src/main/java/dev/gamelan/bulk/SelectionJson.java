package dev.gamelan.bulk;

import dev.gamelan.engine.expression.Expression;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.eventlog.EventQuery;
import dev.gamelan.execution.RunQuery;
import dev.gamelan.search.Paging;
import dev.gamelan.search.Period;
import dev.gamelan.search.Terms;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Selections as they are stored and shown, with the names of the lists' parameters. */
final class SelectionJson {

    private static final Set<String> ROOTS_OF_RUNS = Set.of(RunQuery.EVENT, RunQuery.OUTPUT, RunQuery.ERROR);
    private static final Set<String> ROOTS_OF_EVENTS = Set.of("event");

    private SelectionJson() {}

    static JsonObject write(Selection selection) {
        JsonObjectBuilder json = Jsons.object();
        if (selection instanceof Selection.OfRuns runs) {
            return json.add("runs", write(runs.query())).build();
        }
        if (selection instanceof Selection.OfIds ids) {
            return json.add("runs", Jsons.object().add("ids", array(ids.runIds())))
                    .build();
        }
        Selection.OfEvents events = (Selection.OfEvents) selection;
        return json.add("events", write(events.query()))
                .add("function_ids", array(events.functionIds()))
                .build();
    }

    static Selection read(JsonObject json) {
        if (json.containsKey("events")) {
            return new Selection.OfEvents(readEvents(json.getJsonObject("events")), texts(json, "function_ids"));
        }
        JsonObject runs = json.getJsonObject("runs");
        return runs.containsKey("ids") ? new Selection.OfIds(texts(runs, "ids")) : new Selection.OfRuns(readRuns(runs));
    }

    private static JsonObject write(RunQuery query) {
        JsonObjectBuilder json = Jsons.object();
        addAll(
                json,
                "status",
                query.statuses().stream().map(StateNames::of).sorted().toList());
        addAll(json, "function_id", query.functionIds().stream().sorted().toList());
        add(json, "event_id", query.eventId());
        add(json, "bulk", query.bulkId());
        add(json, "queued", query.queued());
        add(json, "ended", query.ended());
        add(json, query.terms());
        return json.build();
    }

    private static RunQuery readRuns(JsonObject json) {
        return new RunQuery(
                texts(json, "status").stream()
                        .map(SelectionJson::status)
                        .collect(Collectors.toUnmodifiableSet()),
                Set.copyOf(texts(json, "function_id")),
                text(json, "event_id"),
                text(json, "bulk"),
                period(json, "queued"),
                period(json, "ended"),
                terms(json, ROOTS_OF_RUNS),
                Paging.first(1));
    }

    private static RunStatus status(String name) {
        return Arrays.stream(RunStatus.values())
                .filter(status -> StateNames.of(status).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no state " + name));
    }

    private static JsonObject write(EventQuery query) {
        JsonObjectBuilder json = Jsons.object();
        add(json, "name", query.name());
        add(json, "external_id", query.externalId());
        if (!query.withInternal()) {
            json.add("internal", false);
        }
        add(json, "received", query.received());
        add(json, query.terms());
        return json.build();
    }

    private static EventQuery readEvents(JsonObject json) {
        return new EventQuery(
                text(json, "name"),
                text(json, "external_id"),
                json.getBoolean("internal", true),
                period(json, "received"),
                terms(json, ROOTS_OF_EVENTS),
                Paging.first(1));
    }

    private static void add(JsonObjectBuilder json, Terms terms) {
        add(json, "text", terms.text());
        add(json, "cel", terms.cel().map(Expression::toString));
    }

    private static Terms terms(JsonObject json, Set<String> roots) {
        return new Terms(text(json, "text"), text(json, "cel").map(cel -> Expression.compile(cel, roots)));
    }

    private static void add(JsonObjectBuilder json, String what, Period period) {
        add(json, what + "_after", period.from().map(Instant::toString));
        add(json, what + "_before", period.before().map(Instant::toString));
    }

    private static Period period(JsonObject json, String what) {
        return new Period(
                text(json, what + "_after").map(Instant::parse),
                text(json, what + "_before").map(Instant::parse));
    }

    private static void add(JsonObjectBuilder json, String member, Optional<String> value) {
        value.ifPresent(text -> json.add(member, text));
    }

    private static void addAll(JsonObjectBuilder json, String member, Collection<String> values) {
        if (!values.isEmpty()) {
            json.add(member, array(values));
        }
    }

    private static JsonArrayBuilder array(Collection<String> values) {
        JsonArrayBuilder array = Jsons.array();
        values.forEach(array::add);
        return array;
    }

    private static Optional<String> text(JsonObject json, String member) {
        return Optional.ofNullable(json.getString(member, null));
    }

    private static List<String> texts(JsonObject json, String member) {
        return json.containsKey(member) ? json.getJsonArray(member).getValuesAs(JsonString::getString) : List.of();
    }
}
