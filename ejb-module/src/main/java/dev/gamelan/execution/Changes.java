package dev.gamelan.execution;

import dev.gamelan.catalog.Moment;
import dev.gamelan.commit.Notice;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.metrics.RunMeters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the transitions of one transaction change, collected and then written table by table. */
final class Changes {

    private final Moment moment;
    private final Instant now;
    private final boolean mayBeStored;

    private final List<StoredStep> storedSteps = new ArrayList<>();
    private final List<Object[]> newSteps = new ArrayList<>();
    private final List<Object[]> changedSteps = new ArrayList<>();
    private final List<Object[]> attempts = new ArrayList<>();
    private final List<Object[]> orphans = new ArrayList<>();
    private final List<RunStore.Ended> ended = new ArrayList<>();
    private final List<WaitStore.Wait> newWaits = new ArrayList<>();
    private final List<Object[]> endedWaits = new ArrayList<>();
    private final List<IncomingEvent> events = new ArrayList<>();
    private final List<IncomingEvent> sent = new ArrayList<>();
    private final List<NewRun> invocations = new ArrayList<>();
    private final Map<String, Collection<String>> blocking = new LinkedHashMap<>();

    /** Runs of which it has to be seen whether anything still keeps them from going on. */
    private final Set<String> maybeAwake = new HashSet<>();

    private record StoredStep(Live run, StepRecord step) {}

    /** @param mayBeStored whether some of it may have been recorded by an earlier try */
    Changes(Moment moment, boolean mayBeStored) {
        this.mayBeStored = mayBeStored;
        this.moment = moment;
        this.now = moment.now();
    }

    /** @param path what an event has to have in common with the run's own, if the step waits for such a one */
    void newStep(Live run, Claim claim, StepRecord step, boolean isBlocking, Optional<String> path) {
        storedSteps.add(new StoredStep(run, step));
        newSteps.add(StepRows.insertion(run.runId, step, isBlocking, now, path, claim.laterTurn()));
        attempted(run, claim, step);
    }

    /** What its own call has made of a step. */
    void changedStep(Live run, Claim claim, StepRecord step) {
        storedSteps.add(new StoredStep(run, step));
        boolean isAttempt = step.kind() == StepKind.RUN;
        changedSteps.add(StepRows.update(run.runId, step, now, isAttempt ? claim.laterTurn() : Optional.empty()));
        attempted(run, claim, step);
    }

    private void attempted(Live run, Claim claim, StepRecord step) {
        if (AttemptRows.isFailure(step)) {
            attempted(AttemptRows.failed(run, claim, step, now));
        }
    }

    /** @param row of {@link AttemptRows} */
    void attempted(Object[] row) {
        attempts.add(row);
    }

    /** What others have made of a step that waited. */
    void endedStep(Live run, StepRecord step) {
        storedSteps.add(new StoredStep(run, step));
        changedSteps.add(StepRows.update(run.runId, step, now, Optional.empty()));
    }

    /** Another time for an attempt that has not been made. */
    void postponedStep(Live run, StepRecord step) {
        changedSteps.add(StepRows.update(run.runId, step, now, Optional.empty()));
    }

    /** @param keys of the stored steps that the function has not asked for */
    void orphan(Live run, Collection<String> keys) {
        keys.forEach(key -> orphans.add(OrphanStore.row(run.runId, key)));
    }

    /** @param keys of the steps without which the run cannot go on */
    void block(Live run, Collection<String> keys) {
        blocking.put(run.runId, keys);
    }

    void maybeAwake(Live run) {
        maybeAwake.add(run.runId);
    }

    void ended(Live run, String output, RunError error) {
        ended.add(new RunStore.Ended(run, output, error == null ? null : error.toJson()));
    }

    void newWait(WaitStore.Wait wait) {
        newWaits.add(wait);
    }

    void endedWait(Live run, String stepKey) {
        endedWaits.add(new Object[] {run.runId, stepKey});
    }

    /** Events of the server's own making. */
    void tell(List<IncomingEvent> told) {
        events.addAll(told);
    }

    /** Events that a step sends. */
    void send(List<IncomingEvent> outgoing) {
        sent.addAll(outgoing);
    }

    /** A run that another waits for. */
    void invoke(String functionId, IncomingEvent event, Claim.Parent parent) {
        events.add(event);
        invocations.add(new NewRun(functionId, LoggedEvent.of(event, now), now, Optional.of(parent), Optional.empty()));
    }

    /**
     * Writes everything, and wakes the runs that nothing keeps waiting any more.
     *
     * @param live the locked runs, those that were over before left out
     */
    void write(Transitions stores, Map<String, Live> live) {
        stores.steps.insert(newSteps, mayBeStored);
        stores.steps.update(changedSteps);
        stores.attempts.insert(attempts);
        stores.steps.block(blocking);
        stores.orphans.mark(orphans);
        stores.runs.insert(ended, now);
        stores.waits.insert(newWaits);
        stores.waits.delete(endedWaits);
        wake(stores, live);
        stores.work.update(live.values().stream()
                .filter(run -> run.isChanged && !run.isOver)
                .toList());
        stores.work.delete(ended.stream().map(end -> end.run().runId).toList());
        stores.waits.deleteOf(ended.stream()
                .filter(end -> end.run().hasWaits)
                .map(end -> end.run().runId)
                .toList());
        stores.accept(events, sent, moment);
        if (!invocations.isEmpty()) {
            stores.factory.create(invocations, now);
            stores.invokedAfterCommit(
                    () -> invocations.stream().map(NewRun::event).toList());
        }
        if (live.values().stream().anyMatch(run -> run.isChanged && !run.isOver && !run.dueAt.isAfter(now))) {
            stores.woken();
        }
        stores.tellAfterCommit(this::count, () -> changed(live.values()), () -> over(live));
    }

    private void count(RunMeters meters) {
        storedSteps.forEach(stored -> meters.stored(stored.run().functionId, stored.step()));
        ended.forEach(end -> meters.ended(end.run().functionId, end.run().status, end.run().startedAt, now));
    }

    /** What there are to be spans of. */
    private List<RunFact> over(Map<String, Live> live) {
        List<RunFact> over = new ArrayList<>();
        for (StoredStep stored : storedSteps) {
            if (stored.step().status().isFinal()) {
                over.add(RunFact.ofStep(stored.run(), stored.step(), now));
            }
            if (AttemptRows.isSuccessAfterFailure(stored.step())) {
                over.add(RunFact.ofLastAttempt(stored.run(), stored.step(), now));
            }
        }
        attempts.forEach(row -> over.add(AttemptRows.fact(row, live)));
        ended.forEach(end -> over.add(RunFact.ofRun(end.run(), error(end), now)));
        return over;
    }

    private static RunError error(RunStore.Ended end) {
        return end.error() == null ? null : RunError.parse(end.error());
    }

    /** Those of which a row has changed, or a step. */
    private List<Notice> changed(Collection<Live> live) {
        Set<Live> changed = storedSteps.stream().map(StoredStep::run).collect(Collectors.toSet());
        live.stream().filter(run -> run.isChanged || run.isOver).forEach(changed::add);
        return changed.stream()
                .map(run -> Notice.ofRun(run.runId, run.functionId))
                .toList();
    }

    private void wake(Transitions stores, Map<String, Live> live) {
        Set<String> candidates = new HashSet<>(maybeAwake);
        candidates.removeIf(id -> live.get(id).isOver);
        if (candidates.isEmpty()) {
            return;
        }
        Map<String, Integer> blocked = stores.steps.blocked(candidates);
        candidates.stream()
                .filter(id -> !blocked.containsKey(id))
                .forEach(id -> live.get(id).wake(now));
    }
}
