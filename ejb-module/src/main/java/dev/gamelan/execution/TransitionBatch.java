package dev.gamelan.execution;

import dev.gamelan.catalog.Moment;
import dev.gamelan.engine.match.Topic;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.StepChange;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.platform.Payloads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The transitions of one transaction: applied one after the other to the locked runs, written all together. */
final class TransitionBatch {

    private final Transitions stores;
    private final Moment moment;
    private final Map<String, Live> live;
    private final Changes changes;
    private final Endings endings;
    private final Map<String, LoggedEvent> causes = new HashMap<>();

    /**
     * @param live the locked runs, those that are over left out
     * @param mayBeStored whether some of it may have been recorded by an earlier try
     */
    TransitionBatch(Transitions stores, Moment moment, Map<String, Live> live, boolean mayBeStored) {
        this.stores = stores;
        this.moment = moment;
        this.live = live;
        this.changes = new Changes(moment, mayBeStored);
        this.endings = new Endings(changes, live);
    }

    Map<String, Live> runs() {
        return live;
    }

    void know(List<StepStore.Stored> steps, Map<String, LoggedEvent> causesById) {
        endings.know(steps);
        causes.putAll(causesById);
    }

    Verdict apply(Transition transition) {
        Live run = live.get(transition.runId());
        if (run == null || run.isOver) {
            return Verdict.LOST;
        }
        if (transition instanceof Transition.Resolution resolution) {
            return endings.resolve(run, resolution);
        }
        if (transition instanceof Transition.Cancel cancel) {
            return cancel(run, cancel);
        }
        if (transition instanceof Transition.RetryNow) {
            return retryNow(run);
        }
        if (transition instanceof Transition.Resume) {
            return resume(run);
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
            run.turn = claim.laterTurn();
            change(run, claim, conclusion.decision().changes(), Optional.empty());
            conclusion
                    .decision()
                    .carryOut(new Carrying(
                            run,
                            conclusion,
                            stores.traces.of(run.runId, conclusion.event()),
                            moment,
                            changes,
                            endings));
            return Verdict.DONE;
        }
        changes.attempted(AttemptRows.released(run, claim, moment.now()));
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
                        progress.claim(),
                        progress.steps().stream()
                                .map(change -> change.step().key().equals(step.key())
                                        ? new StepChange(refused, change.isNew())
                                        : change)
                                .toList(),
                        Optional.empty());
                return new Verdict(true, Optional.of(refused));
            }
        }
        progress.begins().ifPresent(wait -> {
            addWait(run, wait, progress.event());
            run.hasWaits = true;
            run.isChanged = true;
        });
        change(run, progress.claim(), progress.steps(), progress.begins());
        changes.send(progress.events());
        return Verdict.DONE;
    }

    private void addWait(Live run, Await wait, LoggedEvent cause) {
        if (wait instanceof Await.ForEvent event) {
            StepRecord step = event.step();
            String name = step.subject().orElseThrow();
            String path = event.match().orElse(Topic.ANY);
            Topic.ofEvent(name, path, Payloads.parse(cause.toJson()).asJsonObject())
                    .ifPresent(topic -> changes.newWait(new WaitStore.Wait(
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
        Optional<StepRecord> known = endings.stored(run, giveUp.over().key());
        if (known.isEmpty()) {
            return Verdict.LOST;
        }
        StepRecord stored = known.get();
        List<StepChange> others = giveUp.steps().stream()
                .filter(change -> !change.step().key().equals(stored.key()))
                .toList();
        change(run, giveUp.claim(), others, Optional.empty());
        if (stored.status().isFinal()) {
            return new Verdict(true, Optional.of(stored));
        }
        endings.end(run, giveUp.over());
        return new Verdict(true, Optional.of(giveUp.over()));
    }

    private Verdict cancel(Live run, Transition.Cancel cancel) {
        LoggedEvent cause = causes.get(run.eventId);
        RunTrace trace = stores.traces.of(run.runId, cause);
        endings.cancel(run, cancel.reason(), trace.sentByRun(Lifecycle.cancelled(run, cause, cancel.reason())));
        return Verdict.DONE;
    }

    private Verdict retryNow(Live run) {
        List<StepRecord> steps = endings.retrying(run);
        if (run.owner != null || run.needsAttention() || (steps.isEmpty() && !run.waitsForRetry(moment.now()))) {
            return Verdict.LOST;
        }
        steps.forEach(step -> changes.postponedStep(run, step.dueAt(moment.now())));
        run.hurry(moment.now());
        return Verdict.DONE;
    }

    private Verdict resume(Live run) {
        if (!run.needsAttention()) {
            return Verdict.LOST;
        }
        run.resume(moment.now());
        return Verdict.DONE;
    }

    /** @param begins the wait that begins, if one does */
    private void change(Live run, Claim claim, List<StepChange> steps, Optional<Await> begins) {
        for (StepChange change : steps) {
            StepRecord step = change.step();
            endings.changed(run, step);
            if (change.isNew()) {
                changes.newStep(run, claim, step, false, begins.flatMap(wait -> path(wait, step)));
            } else {
                changes.changedStep(run, claim, step);
            }
        }
    }

    private static Optional<String> path(Await wait, StepRecord step) {
        return wait instanceof Await.ForEvent event && event.step().key().equals(step.key())
                ? event.match()
                : Optional.empty();
    }

    /** Writes everything; afterwards the runs that nothing keeps waiting any more are awake. */
    void flush() {
        changes.write(stores, live);
    }
}
