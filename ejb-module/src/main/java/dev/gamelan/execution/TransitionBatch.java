package dev.gamelan.execution;

import dev.gamelan.catalog.Moment;
import dev.gamelan.engine.match.Topic;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.Decision;
import dev.gamelan.engine.step.StepChange;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.platform.Payloads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The transitions of one transaction: applied one after the other to the locked runs, written all together. */
final class TransitionBatch {

    private final Transitions stores;
    private final Moment moment;
    private final Map<String, Live> live;
    private final Map<String, StepRecord> knownSteps = new HashMap<>();
    private final Map<String, LoggedEvent> causes = new HashMap<>();

    private final List<Object[]> newSteps = new ArrayList<>();
    private final List<Object[]> changedSteps = new ArrayList<>();
    private final List<Object[]> parked = new ArrayList<>();
    private final List<Object[]> completed = new ArrayList<>();
    private final List<Object[]> failed = new ArrayList<>();
    private final List<Object[]> cancelled = new ArrayList<>();
    private final List<String> over = new ArrayList<>();
    private final List<WaitStore.Wait> newWaits = new ArrayList<>();
    private final List<Object[]> endedWaits = new ArrayList<>();
    private final List<IncomingEvent> events = new ArrayList<>();
    private final List<IncomingEvent> sent = new ArrayList<>();
    private final List<Invocation> invocations = new ArrayList<>();
    private final Map<String, Collection<String>> blocking = new LinkedHashMap<>();

    /** Runs of which it has to be seen whether anything still keeps them from going on. */
    private final Set<String> maybeAwake = new HashSet<>();

    private record Invocation(String functionId, IncomingEvent event, Claim.Parent parent) {}

    /** @param live the locked runs, those that are over left out */
    TransitionBatch(Transitions stores, Moment moment, Map<String, Live> live) {
        this.stores = stores;
        this.moment = moment;
        this.live = live;
    }

    Map<String, Live> runs() {
        return live;
    }

    void know(List<StepStore.Stored> steps, Map<String, LoggedEvent> causesById) {
        steps.forEach(stored -> knownSteps.put(id(stored.runId(), stored.step().key()), stored.step()));
        causes.putAll(causesById);
    }

    Verdict apply(Transition transition) {
        Live run = live.get(transition.runId());
        if (run == null || run.isOver) {
            return Verdict.LOST;
        }
        if (transition instanceof Transition.Resolution resolution) {
            return resolve(run, resolution);
        }
        if (transition instanceof Transition.Cancel cancel) {
            return cancel(run, cancel);
        }
        Claim claim = claimOf(transition);
        if (!run.belongsTo(claim)) {
            return Verdict.LOST;
        }
        if (transition instanceof Transition.GiveUp giveUp) {
            return giveUp(run, giveUp);
        }
        if (transition instanceof Transition.Progress progress) {
            return progress(run, progress);
        }
        if (transition instanceof Transition.Conclusion conclusion) {
            if (conclusion.before().filter(Recorder.Recording::hasFailed).isPresent()) {
                return Verdict.TOO_EARLY;
            }
            change(run, conclusion.decision().changes());
            conclusion.decision().carryOut(new Carrying(run, conclusion));
            return Verdict.DONE;
        }
        run.release(moment.now());
        return Verdict.DONE;
    }

    private static Claim claimOf(Transition transition) {
        if (transition instanceof Transition.Progress progress) {
            return progress.claim();
        }
        if (transition instanceof Transition.Conclusion conclusion) {
            return conclusion.claim();
        }
        return transition instanceof Transition.GiveUp giveUp
                ? giveUp.claim()
                : ((Transition.Release) transition).claim();
    }

    private Verdict progress(Live run, Transition.Progress progress) {
        if (progress.begins().isPresent() && progress.begins().get() instanceof Await.ForSignal signal) {
            StepRecord step = signal.step();
            if (!stores.waits.insertSignal(step.subject().orElseThrow(), run.runId, step.key())) {
                StepRecord refused = step.failed(RunError.of(
                        "SignalConflict",
                        "another run already waits for the signal '"
                                + step.subject().get() + "'"));
                change(
                        run,
                        progress.steps().stream()
                                .map(change -> change.step().key().equals(step.key())
                                        ? new StepChange(refused, change.isNew())
                                        : change)
                                .toList());
                return new Verdict(true, Optional.of(refused));
            }
        }
        progress.begins().ifPresent(wait -> {
            addWait(run, wait, progress.event());
            run.hasWaits = true;
            run.isChanged = true;
        });
        change(run, progress.steps());
        sent.addAll(progress.events());
        return Verdict.DONE;
    }

    private void addWait(Live run, Await wait, LoggedEvent cause) {
        if (wait instanceof Await.ForEvent event) {
            StepRecord step = event.step();
            String name = step.subject().orElseThrow();
            String path = event.match().orElse(Topic.ANY);
            Topic.ofEvent(name, path, Payloads.parse(cause.toJson()).asJsonObject())
                    .ifPresent(topic -> newWaits.add(new WaitStore.Wait(
                            run.runId,
                            step.key(),
                            topic,
                            name,
                            path,
                            cause.receivedAt(),
                            step.until().orElseThrow())));
        }
    }

    private Verdict giveUp(Live run, Transition.GiveUp giveUp) {
        StepRecord stored = knownSteps.get(id(run.runId, giveUp.over().key()));
        if (stored == null) {
            return Verdict.LOST;
        }
        List<StepChange> others = giveUp.steps().stream()
                .filter(change -> !change.step().key().equals(stored.key()))
                .toList();
        change(run, others);
        if (stored.status().isFinal()) {
            return new Verdict(true, Optional.of(stored));
        }
        end(run, giveUp.over());
        return new Verdict(true, Optional.of(giveUp.over()));
    }

    private Verdict resolve(Live run, Transition.Resolution resolution) {
        StepRecord stored = knownSteps.get(id(run.runId, resolution.stepKey()));
        if (stored == null || stored.status() != StepStatus.WAITING) {
            return Verdict.LOST;
        }
        end(run, result(stored, resolution));
        return Verdict.DONE;
    }

    private static StepRecord result(StepRecord step, Transition.Resolution resolution) {
        if (resolution.error() != null) {
            return step.failed(resolution.error());
        }
        return resolution.eventId() == null
                ? step.completed(resolution.output())
                : step.resolvedBy(resolution.eventId(), resolution.output());
    }

    /** A step that waited has its result. */
    private void end(Live run, StepRecord step) {
        knownSteps.put(id(run.runId, step.key()), step);
        changedSteps.add(StepStore.update(run.runId, step, moment.now()));
        endedWaits.add(new Object[] {run.runId, step.key()});
        if (run.owner == null) {
            maybeAwake.add(run.runId);
        }
    }

    private Verdict cancel(Live run, Transition.Cancel cancel) {
        LoggedEvent cause = causes.get(run.eventId);
        cancelled.add(new Object[] {run.runId, cancel.reason().toJson(), moment.now()});
        finish(run, null, cancel.reason(), Lifecycle.cancelled(run, cause, cancel.reason()));
        return Verdict.DONE;
    }

    private void change(Live run, List<StepChange> changes) {
        for (StepChange change : changes) {
            StepRecord step = change.step();
            if (change.isNew()) {
                newSteps.add(StepStore.insertion(run.runId, step, false, moment.now()));
            } else {
                changedSteps.add(StepStore.update(run.runId, step, moment.now()));
            }
        }
    }

    /** The run is over: nothing of it is left to be done, and whoever waits for it is told, in the same transaction. */
    private void finish(Live run, String output, RunError error, List<IncomingEvent> lifecycle) {
        run.isOver = true;
        over.add(run.runId);
        events.addAll(lifecycle);
        run.parent.ifPresent(parent -> {
            Live waiting = live.get(parent.runId());
            if (waiting != null && !waiting.isOver) {
                resolve(waiting, new Transition.Resolution(parent.runId(), parent.stepKey(), output, error, null));
            }
        });
    }

    /** What the decision about one run means for the rows. */
    private final class Carrying implements Decision.Effects {

        private final Live run;
        private final Transition.Conclusion conclusion;

        Carrying(Live run, Transition.Conclusion conclusion) {
            this.run = run;
            this.conclusion = conclusion;
        }

        @Override
        public void complete(Decision.Complete complete) {
            completed.add(new Object[] {run.runId, complete.output(), moment.now()});
            finish(run, complete.output(), null, Lifecycle.completed(run, conclusion.event(), complete.output()));
        }

        @Override
        public void fail(Decision.Fail fail) {
            failed.add(new Object[] {run.runId, fail.error().toJson(), moment.now()});
            finish(run, null, fail.error(), Lifecycle.failed(run, conclusion.event(), fail.error()));
        }

        @Override
        public void retry(Decision.Retry retry) {
            run.park(moment.now().plus(retry.delay()), retry.nextAttempt());
            parked.add(new Object[] {
                run.runId, RunStatus.QUEUED.name(), retry.error().toJson()
            });
        }

        @Override
        public void suspend(Decision.Suspend suspend) {
            for (Await await : suspend.awaits()) {
                begin(await, suspend.blocking());
            }
            run.park(suspend.wakeUp().orElse(WorkStore.NEVER), 0);
            parked.add(new Object[] {run.runId, RunStatus.WAITING.name(), null});
            if (!conclusion.waiting().isEmpty()) {
                List<String> earlier = suspend.blocking().stream()
                        .filter(conclusion.waiting()::contains)
                        .toList();
                blocking.put(run.runId, suspend.blocking());
                boolean onlyEarlier = suspend.awaits().stream()
                        .noneMatch(await ->
                                suspend.blocking().contains(await.step().key()));
                if (!earlier.isEmpty() && onlyEarlier) {
                    maybeAwake.add(run.runId); // what it waits for may have come while it was being worked on
                }
            }
        }

        private void begin(Await await, Set<String> blockingKeys) {
            StepRecord step = await.step();
            if (await instanceof Await.Invocation invocation) {
                step = invoke(invocation);
            }
            newSteps.add(StepStore.insertion(run.runId, step, blockingKeys.contains(step.key()), moment.now()));
            if (step.status().isFinal()) {
                maybeAwake.add(run.runId);
            }
        }

        /** @return the step: waiting, or failed because there is no such function */
        private StepRecord invoke(Await.Invocation invocation) {
            StepRecord step = invocation.step();
            String functionId = step.subject().orElseThrow();
            if (!moment.hasFunction(functionId)) {
                return step.failed(RunError.of("FunctionNotFound", "could not find function with ID: " + functionId));
            }
            String payload = invocation.payload();
            String origin = "\"_inngest\":{\"fn_id\":\"" + functionId + "\",\"correlation_id\":\"" + run.runId + "."
                    + step.key() + "\",\"source_fn_id\":\"" + run.functionId + "\"}";
            String data =
                    payload.substring(0, payload.lastIndexOf('}')) + (payload.equals("{}") ? "" : ",") + origin + "}";
            IncomingEvent event = Lifecycle.event(Lifecycle.INVOKED, data);
            events.add(event);
            invocations.add(new Invocation(functionId, event, new Claim.Parent(run.runId, step.key())));
            return step;
        }
    }

    /** Writes everything; afterwards wakes the runs that nothing keeps waiting any more. */
    void flush() {
        Instant now = moment.now();
        stores.steps.insert(newSteps);
        stores.steps.update(changedSteps);
        stores.steps.block(blocking);
        stores.runs.parked(parked);
        stores.runs.completed(completed);
        stores.runs.failed(failed);
        stores.runs.cancelled(cancelled);
        stores.waits.insert(newWaits);
        stores.waits.delete(endedWaits);
        wake(now);
        stores.work.update(live.values().stream()
                .filter(run -> run.isChanged && !run.isOver)
                .toList());
        stores.work.delete(over);
        stores.waits.deleteOf(over.stream().filter(id -> live.get(id).hasWaits).toList());
        stores.accept(events, sent, moment);
        if (!invocations.isEmpty()) {
            stores.factory.create(
                    invocations.stream()
                            .map(invocation -> new NewRun(
                                    invocation.functionId(),
                                    LoggedEvent.of(invocation.event(), now),
                                    now,
                                    Optional.of(invocation.parent())))
                            .toList(),
                    now);
        }
        if (live.values().stream().anyMatch(run -> run.isChanged && !run.isOver && !run.dueAt.isAfter(now))) {
            stores.woken();
        }
    }

    private void wake(Instant now) {
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

    private static String id(String runId, String stepKey) {
        return runId + stepKey;
    }
}
