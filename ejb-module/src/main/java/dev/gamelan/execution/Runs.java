package dev.gamelan.execution;

import dev.gamelan.catalog.Catalog;
import dev.gamelan.commit.Writer;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.search.Count;
import dev.gamelan.search.Page;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs: creating and cancelling them, telling them what they wait for, reading them. */
@Stateless
public class Runs {

    @Inject
    private RunStore runs;

    @Inject
    private RunList list;

    @Inject
    private LiveRuns liveRuns;

    @EJB
    private RunWork work;

    @EJB
    private Catalog catalog;

    @Inject
    private RunFactory factory;

    @Inject
    private Transitions transitions;

    @Inject
    private Recorder recorder;

    @Inject
    private Writer writer;

    /**
     * Creates runs in the caller's transaction; they start when it has committed.
     *
     * @return their ids, in the same order
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public List<String> create(List<NewRun> newRuns, Instant now) {
        return factory.create(newRuns, now);
    }

    /**
     * Ends a run from outside. A step that is going on may end, but its result is not recorded, and no other starts.
     *
     * @return false when there is no such run or it was over already
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public boolean cancel(String runId, String reason) {
        return writer.write(transitions, new Transition.Cancel(runId, RunError.of("Cancelled", reason)))
                .isDone();
    }

    /**
     * Ends runs from outside, in the caller's transaction.
     *
     * @param onBehalfOf the run whose step is doing this: its row is locked last in such a transaction, unless that is done here in
     *     the order in which everybody locks runs
     * @return those that were not over
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public Set<String> cancelAll(Collection<String> runIds, String reason, String onBehalfOf) {
        if (runIds.isEmpty()) {
            return Set.of();
        }
        List<Transition> wanted = new ArrayList<>();
        runIds.forEach(runId -> wanted.add(new Transition.Cancel(runId, RunError.of("Cancelled", reason))));
        List<Verdict> verdicts = transitions.writeInTransaction(wanted, onBehalfOf);
        Set<String> cancelled = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (verdicts.get(i).isDone()) {
                cancelled.add(wanted.get(i).runId());
            }
        }
        return cancelled;
    }

    /** @return for each of these, in order, whether it was done: false when somebody else was first */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<Boolean> apply(List<? extends Transition> wanted) {
        return wanted.stream().map(transition -> writer.submit(transitions, transition)).toList().stream()
                .map(verdict -> verdict.join().isDone())
                .toList();
    }

    /**
     * Gives a signal to the run that waits for it.
     *
     * @param json what the signal carries
     * @return the run that got it, if one waited
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<String> signal(String signal, String json) {
        String output = "{\"signal\":" + Jsons.string(signal) + ",\"data\":" + json + "}";
        return work.waiterFor(signal)
                .filter(waiter -> recorder.record(
                                new Transition.Resolution(waiter.runId(), waiter.stepKey(), output, null, null))
                        .isDone())
                .map(Claim.Parent::runId);
    }

    /** A page of runs, the newest first. */
    public Page<RunRecord> list(RunQuery query) {
        return list.page(query);
    }

    /** How many there are on all pages. */
    public Count count(RunQuery query) {
        return list.count(query);
    }

    /**
     * What is going on, as it was read some seconds ago.
     *
     * @param functionId empty for all functions together
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public LiveFigures live(Optional<String> functionId) {
        return liveRuns.latest(functionId);
    }

    /**
     * How many runs go on within a time from now on: whose sleep ends then, whose wait is given up, who are attempted again.
     *
     * @param functionId empty for all functions together
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Count dueWithin(Duration time, Optional<String> functionId) {
        Set<String> functionIds = functionId.map(Set::of).orElseGet(liveRuns::functionIds);
        return Count.of((int) work.dueWithin(time, functionIds, Count.MOST + 1));
    }

    public Optional<RunRecord> find(String id) {
        return runs.find(id);
    }

    /** Those of these runs that exist, the newest first; when their payloads have more than 4 Mi characters, the oldest are left out. */
    public List<RunRecord> findAll(Collection<String> ids) {
        return list.findAll(ids);
    }

    /** The least that can be said of runs: by id, those that exist. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public Map<String, RunBrief> briefs(Collection<String> ids) {
        return runs.briefs(ids);
    }

    /** The same, and until the transaction ends nobody deletes those that are over, or what they need. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public Map<String, RunBrief> lockedBriefs(Collection<String> ids) {
        runs.lockEnded(ids);
        return runs.briefs(ids);
    }

    /** Of these events, the runs that they started; the same run may repeat another. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public List<RunBrief> briefsByEvent(Collection<String> eventIds) {
        return runs.briefsByEvent(eventIds);
    }

    /** The runs that an event started, the oldest first. */
    public List<RunRecord> findByEvent(String eventId) {
        return runs.findByEvent(eventId);
    }

    /** What is stored of a run's steps, in the order in which it was stored. */
    public List<StepRecord> steps(String runId) {
        return work.steps(runId);
    }

    /** Why it does not go on by itself, if that is so. */
    public Optional<Obstacle> obstacle(RunRecord run) {
        if (run.status() == RunStatus.NEEDS_ATTENTION) {
            return Optional.of(Obstacle.needsAttention(run));
        }
        return run.status().isTerminal() || catalog.moment().hasFunction(run.functionId())
                ? Optional.empty()
                : Optional.of(Obstacle.functionRemoved(run));
    }

    /** The keys of those steps that the function had in an earlier version and did not ask for before it returned. */
    public Set<String> orphans(String runId) {
        return work.orphans(runId);
    }
}
