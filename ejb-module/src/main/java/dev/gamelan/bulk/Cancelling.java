package dev.gamelan.bulk;

import dev.gamelan.engine.run.StateNames;
import dev.gamelan.execution.RunBrief;
import dev.gamelan.execution.Runs;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Ends runs. */
@ApplicationScoped
class Cancelling {

    @EJB
    private Runs runs;

    @Inject
    private Targets targets;

    /** @param ownRun the run of the job */
    Map<Item, Outcome> carryOut(Asked job, List<Item> items, String ownRun) {
        List<String> ids = items.stream().map(Item::sourceId).toList();
        Map<String, RunBrief> before = runs.briefs(ids);
        Set<String> living = before.values().stream()
                .filter(run -> !run.status().isTerminal())
                .filter(run -> targets.objection(run.functionId()).isEmpty())
                .map(RunBrief::id)
                .collect(Collectors.toSet());
        Set<String> cancelled = runs.cancelAll(living, "by bulk job " + job.id(), ownRun);
        Map<String, RunBrief> after = runs.briefs(ids);
        Map<Item, Outcome> outcomes = new LinkedHashMap<>();
        items.forEach(item -> outcomes.put(
                item, cancelled.contains(item.sourceId()) ? Outcome.DONE : reason(item, after.get(item.sourceId()))));
        return outcomes;
    }

    private Outcome reason(Item item, RunBrief run) {
        return run == null
                ? Outcome.skipped("there is no run " + item.sourceId() + " any more")
                : Optional.of(run.functionId())
                        .flatMap(targets::objection)
                        .orElseGet(() -> Outcome.skipped("it is over already: " + StateNames.of(run.status())));
    }
}
