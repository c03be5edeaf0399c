package dev.gamelan.bulk;

import dev.gamelan.engine.run.StateNames;
import dev.gamelan.execution.RunBrief;
import dev.gamelan.execution.Runs;
import dev.gamelan.retention.ChosenRuns;
import dev.gamelan.retention.EndedRun;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes runs that are over, with their steps; and not what a run that lives has invoked. */
@ApplicationScoped
class Deleting {

    /** Runs with their steps, of one transaction, more or less: its locks are held for some tens of milliseconds. */
    private static final int ROWS = 1_000;

    @EJB
    private Runs runs;

    @EJB
    private ChosenRuns chosen;

    @Inject
    private Targets targets;

    /** @return of the first of these, at least of one: as many as have not too many rows together */
    Map<Item, Outcome> carryOut(List<Item> items) {
        Map<String, RunBrief> briefs =
                runs.lockedBriefs(items.stream().map(Item::sourceId).toList());
        Map<String, RunBrief> parents = runs.briefs(briefs.values().stream()
                .flatMap(run -> run.parentRunId().stream())
                .distinct()
                .toList());
        Map<String, Integer> steps = chosen.steps(briefs.keySet());
        Map<Item, Outcome> outcomes = new LinkedHashMap<>();
        List<EndedRun> deleted = new ArrayList<>();
        int rows = 0;
        for (Item item : items) {
            RunBrief run = briefs.get(item.sourceId());
            Optional<Outcome> objection = objection(item, run, parents);
            if (objection.isEmpty()) {
                rows += 1 + steps.getOrDefault(item.sourceId(), 0);
                if (rows > ROWS && !outcomes.isEmpty()) {
                    break;
                }
                deleted.add(new EndedRun(run.id(), run.functionId()));
            }
            outcomes.put(item, objection.orElse(Outcome.DONE));
        }
        chosen.delete(deleted);
        return outcomes;
    }

    private Optional<Outcome> objection(Item item, RunBrief run, Map<String, RunBrief> parents) {
        if (run == null) {
            return Optional.of(Outcome.skipped("there is no run " + item.sourceId() + " any more"));
        }
        Optional<Outcome> ofFunction = targets.objection(run.functionId());
        if (ofFunction.isPresent()) {
            return ofFunction;
        }
        if (!run.status().isTerminal()) {
            return Optional.of(
                    Outcome.skipped("it is not over, it is " + StateNames.of(run.status()) + "; cancel it first"));
        }
        return run.parentRunId()
                .map(parents::get)
                .filter(parent -> !parent.status().isTerminal())
                .map(parent -> Outcome.skipped("run " + parent.id() + ", which has invoked it, is not over"));
    }
}
