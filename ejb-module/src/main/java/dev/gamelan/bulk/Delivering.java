package dev.gamelan.bulk;

import dev.gamelan.catalog.Moment;
import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.NewRun;
import dev.gamelan.execution.Reruns;
import dev.gamelan.execution.RunBrief;
import dev.gamelan.execution.Runs;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives events of the log to functions that did not exist then, or were broken: those that have completed a run for it, or are at
 * it, are left out. A run that repeats one that has failed says so.
 */
@ApplicationScoped
class Delivering {

    @EJB
    private Runs runs;

    @EJB
    private Reruns reruns;

    @EJB
    private EventLog eventLog;

    @Inject
    private Targets targets;

    @Inject
    private Sql sql;

    /** An event and a function. */
    private record Pair(String eventId, String functionId) {}

    /** @param owed what will be started anyway */
    private record Known(Map<String, LoggedEvent> events, Set<Pair> owed, Map<Pair, List<RunBrief>> runs) {}

    Map<Item, Outcome> carryOut(Asked job, List<Item> items, Moment moment) {
        Known known = look(items.stream().map(Item::sourceId).collect(Collectors.toSet()));
        Map<Item, Outcome> outcomes = new LinkedHashMap<>();
        List<Item> repeated = new ArrayList<>();
        List<Item> first = new ArrayList<>();
        for (Item item : items) {
            Optional<Outcome> objection = objection(pair(item), known, moment);
            if (objection.isPresent()) {
                outcomes.put(item, objection.get());
            } else {
                (known.runs().containsKey(pair(item)) ? repeated : first).add(item);
            }
        }
        put(outcomes, repeated, repeat(job, repeated, known, moment));
        put(outcomes, first, start(first, known, moment));
        return outcomes;
    }

    /** What is owed first: a run that is started in between is found among the runs. */
    private Known look(Collection<String> eventIds) {
        Set<Pair> owed = new HashSet<>(sql.query(
                "select event_id, function_id from gamelan.dispatch where event_id = any(?)",
                row -> new Pair(row.getString(1), row.getString(2)),
                Sql.texts(eventIds)));
        Map<Pair, List<RunBrief>> byPair = runs.briefsByEvent(eventIds).stream()
                .collect(Collectors.groupingBy(run -> new Pair(run.eventId(), run.functionId())));
        return new Known(eventLog.findAll(eventIds), owed, byPair);
    }

    private Optional<Outcome> objection(Pair pair, Known known, Moment moment) {
        LoggedEvent event = known.events().get(pair.eventId());
        if (event == null) {
            return Optional.of(Outcome.skipped("there is no event " + pair.eventId() + " any more"));
        }
        if (event.duplicateOf() != null) {
            return Optional.of(Outcome.skipped("the event is a duplicate of " + event.duplicateOf()));
        }
        Optional<Outcome> ofFunction = targets.objectionToStart(pair.functionId(), moment);
        if (ofFunction.isPresent()) {
            return ofFunction;
        }
        if (!moment.isTriggeredBy(pair.functionId(), event.name(), event.data())) {
            return Optional.of(
                    Outcome.skipped("function " + pair.functionId() + " does not listen for " + event.name()));
        }
        if (known.owed().contains(pair)) {
            return Optional.of(Outcome.skipped("function " + pair.functionId() + " is about to start a run for it"));
        }
        List<RunBrief> before = known.runs().getOrDefault(pair, List.of());
        Optional<Outcome> done = before.stream()
                .filter(run -> !run.status().isTerminal() || run.status() == RunStatus.COMPLETED)
                .findFirst()
                .map(run -> Outcome.skipped("function " + pair.functionId() + " has run " + run.id()
                        + " for it, which is " + StateNames.of(run.status())));
        return done.isPresent() || before.isEmpty()
                ? done
                : targets.objectionToRepeat(pair.functionId(), moment);
    }

    private List<String> repeat(Asked job, List<Item> items, Known known, Moment moment) {
        List<RunBrief> origins = items.stream()
                .map(item -> known.runs().get(pair(item)).stream()
                        .max(Comparator.comparing(RunBrief::id))
                        .orElseThrow())
                .toList();
        runs.lockedBriefs(origins.stream().map(RunBrief::id).toList());
        return reruns.rerunAll(job.id(), origins, known.events(), moment.now());
    }

    private List<String> start(List<Item> items, Known known, Moment moment) {
        return runs.create(
                items.stream()
                        .map(item -> NewRun.of(
                                pair(item).functionId(), known.events().get(item.sourceId()), moment.now()))
                        .toList(),
                moment.now());
    }

    private static void put(Map<Item, Outcome> outcomes, List<Item> items, List<String> made) {
        for (int i = 0; i < items.size(); i++) {
            outcomes.put(items.get(i), Outcome.made(made.get(i)));
        }
    }

    private static Pair pair(Item item) {
        return new Pair(item.sourceId(), item.functionId().orElseThrow());
    }
}
