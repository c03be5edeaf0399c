package dev.gamelan.execution;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import dev.gamelan.engine.wire.IncomingEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How runs end, and how steps that waited do: the end of a run is the end of the step that waits for it. */
final class Endings {

    private final Changes changes;
    private final Map<String, Live> live;
    private final Map<String, StepRecord> knownSteps = new HashMap<>();

    /** @param live the locked runs, those that are over left out */
    Endings(Changes changes, Map<String, Live> live) {
        this.changes = changes;
        this.live = live;
    }

    void know(List<StepStore.Stored> steps) {
        steps.forEach(stored -> knownSteps.put(id(stored.runId(), stored.step().key()), stored.step()));
    }

    /** A transition of the same transaction has changed a step. */
    void changed(Live run, StepRecord step) {
        knownSteps.replace(id(run.runId, step.key()), step);
    }

    /** A step that waits or waited, as it is now. */
    Optional<StepRecord> stored(Live run, String stepKey) {
        return Optional.ofNullable(knownSteps.get(id(run.runId, stepKey)));
    }

    /** The steps of the run that wait for their next attempt. */
    List<StepRecord> retrying(Live run) {
        return knownSteps.entrySet().stream()
                .filter(known -> known.getKey().startsWith(run.runId))
                .map(Map.Entry::getValue)
                .filter(step -> step.status() == StepStatus.RETRYING)
                .toList();
    }

    void complete(Live run, String output, List<IncomingEvent> lifecycle) {
        finish(run, RunStatus.COMPLETED, output, null, lifecycle);
    }

    void fail(Live run, RunError error, List<IncomingEvent> lifecycle) {
        finish(run, RunStatus.FAILED, null, error, lifecycle);
    }

    void cancel(Live run, RunError reason, List<IncomingEvent> lifecycle) {
        finish(run, RunStatus.CANCELLED, null, reason, lifecycle);
    }

    /** The run is over: nothing of it is left to be done, and whoever waits for it is told, in the same transaction. */
    private void finish(Live run, RunStatus status, String output, RunError error, List<IncomingEvent> lifecycle) {
        run.end(status);
        changes.ended(run, output, error);
        changes.tell(lifecycle);
        run.parent.ifPresent(parent -> {
            Live waiting = live.get(parent.runId());
            if (waiting != null && !waiting.isOver) {
                resolve(waiting, new Transition.Resolution(parent.runId(), parent.stepKey(), output, error, null));
            }
        });
    }

    Verdict resolve(Live run, Transition.Resolution resolution) {
        Optional<StepRecord> waiting =
                stored(run, resolution.stepKey()).filter(step -> step.status() == StepStatus.WAITING);
        if (waiting.isEmpty()) {
            return Verdict.LOST;
        }
        end(run, result(waiting.get(), resolution));
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
    void end(Live run, StepRecord step) {
        knownSteps.put(id(run.runId, step.key()), step);
        changes.endedStep(run, step);
        changes.endedWait(run, step.key());
        if (run.owner == null) {
            changes.maybeAwake(run);
        }
    }

    private static String id(String runId, String stepKey) {
        return runId + stepKey;
    }
}
