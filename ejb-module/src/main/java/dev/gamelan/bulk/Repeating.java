package dev.gamelan.bulk;

import dev.gamelan.catalog.Moment;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.Reruns;
import dev.gamelan.execution.RunBrief;
import dev.gamelan.execution.Runs;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts runs that are over again. */
@ApplicationScoped
class Repeating {

    @EJB
    private Runs runs;

    @EJB
    private Reruns reruns;

    @EJB
    private EventLog eventLog;

    @Inject
    private Targets targets;

    Map<Item, Outcome> carryOut(Asked job, List<Item> items, Moment moment) {
        Map<String, RunBrief> briefs =
                runs.lockedBriefs(items.stream().map(Item::sourceId).toList());
        Map<String, LoggedEvent> events =
                eventLog.findAll(briefs.values().stream().map(RunBrief::eventId).collect(Collectors.toSet()));
        Set<String> imported = reruns.imported(briefs.keySet());
        Map<Item, Outcome> outcomes = new LinkedHashMap<>();
        List<Item> allowed = new ArrayList<>();
        for (Item item : items) {
            Optional<Outcome> objection = imported.contains(item.sourceId())
                    ? Optional.of(Outcome.skipped("another server has executed it; it is here to be looked at"))
                    : objection(item, briefs.get(item.sourceId()), events, moment);
            objection.ifPresentOrElse(outcome -> outcomes.put(item, outcome), () -> allowed.add(item));
        }
        List<RunBrief> origins =
                allowed.stream().map(item -> briefs.get(item.sourceId())).toList();
        List<String> made = reruns.rerunAll(job.id(), origins, events, moment.now());
        for (int i = 0; i < allowed.size(); i++) {
            outcomes.put(allowed.get(i), Outcome.made(made.get(i)));
        }
        return outcomes;
    }

    private Optional<Outcome> objection(Item item, RunBrief run, Map<String, LoggedEvent> events, Moment moment) {
        if (run == null) {
            return Optional.of(Outcome.skipped("there is no run " + item.sourceId() + " any more"));
        }
        Optional<Outcome> ofFunction = targets.objectionToStart(run.functionId(), moment);
        if (ofFunction.isPresent()) {
            return ofFunction;
        }
        if (!run.status().isTerminal()) {
            return Optional.of(Outcome.skipped("it is not over, it is " + StateNames.of(run.status())));
        }
        return events.containsKey(run.eventId())
                ? targets.objectionToRepeat(run.functionId(), moment)
                : Optional.of(Outcome.failed("its event " + run.eventId() + " is not stored any more; send it again"));
    }
}
