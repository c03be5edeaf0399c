package dev.gamelan.execution;

import dev.gamelan.catalog.CatalogCopy;
import dev.gamelan.engine.match.Topic;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.platform.Payloads;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The look that the waiting side takes. Whoever waits commits the wait first and looks into the log afterwards; whoever
 * accepts an event commits it first and looks for waits afterwards. So whichever commits second sees the other, and nothing
 * falls between the two.
 */
@ApplicationScoped
class Looks {

    private static final int PAGE = 200;

    @EJB
    private EventLog eventLog;

    @EJB
    private RunWork work;

    @Inject
    private CatalogCopy catalog;

    @Inject
    private Recorder recorder;

    /** @return the step with its result, stored, if the event has come already */
    Optional<StepRecord> resolve(Claim claim, LoggedEvent cause, Await.ForEvent wait) {
        StepRecord step = wait.step();
        Optional<LoggedEvent> found = find(
                claim.runId(),
                cause,
                step.subject().orElseThrow(),
                wait.match().orElse(Topic.ANY),
                step.until().orElseThrow());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        StepRecord resolved = step.resolvedBy(found.get().id(), found.get().toJson());
        return recorder.record(new Transition.GiveUp(claim, List.of(), resolved))
                .step();
    }

    /**
     * When a run goes on: the node that stored these waits may have died or stopped before it looked.
     *
     * @return the steps of the run as they are then
     */
    List<StepRecord> again(Claim claim, LoggedEvent cause, List<StepRecord> steps) {
        List<StepRecord> looked = new ArrayList<>(steps.size());
        for (StepRecord step : steps) {
            boolean waits = step.status() == StepStatus.WAITING && step.kind() == StepKind.WAIT_FOR_EVENT;
            StepRecord now = waits ? lastLook(claim, cause, step) : step;
            looked.add(
                    now.status().isFinal() && waits
                            ? recorder.record(new Transition.GiveUp(claim, List.of(), now))
                                    .step()
                                    .orElse(step)
                            : step);
        }
        return looked;
    }

    /**
     * Before a wait is given up: an event that was accepted in time counts, even if nobody has noticed it yet.
     *
     * @param over the step as it is to be stored when nothing has come
     * @return that, or the step with the event
     */
    StepRecord lastLook(Claim claim, LoggedEvent cause, StepRecord over) {
        if (over.kind() != StepKind.WAIT_FOR_EVENT) {
            return over;
        }
        String path =
                work.waitOf(claim.runId(), over.key()).map(WaitStore.Wait::path).orElse(null);
        if (path == null) {
            return over; // resolved meanwhile, or one that nothing can match
        }
        return find(
                        claim.runId(),
                        cause,
                        over.subject().orElseThrow(),
                        path,
                        over.until().orElseThrow())
                .map(event -> over.resolvedBy(event.id(), event.toJson()))
                .orElse(over);
    }

    /**
     * Before a run is worked on for the first time: an event that cancels it may have come before it existed.
     *
     * @return whether it is over
     */
    boolean cancelBeforeStart(Assignment assignment) {
        Claim claim = assignment.claim();
        if (catalog.definition(claim.functionId())
                .filter(function -> !function.cancellations().isEmpty())
                .isEmpty()) {
            return false;
        }
        LoggedEvent cause = assignment.event().orElse(null);
        // A repetition has steps before it is worked on for the first time.
        if (cause == null || (!claim.isFirst() && !assignment.steps().isEmpty())) {
            return false;
        }
        for (WaitStore.Wait wait : work.cancellationsOf(claim.runId())) {
            Optional<LoggedEvent> event =
                    first(cause, wait.after(), wait.name(), wait.path(), WorkStore.NEVER, Set.of());
            if (event.isPresent()) {
                return recorder.record(new Transition.Cancel(claim.runId(), cancelledBy(event.get())))
                        .isDone();
            }
        }
        return false;
    }

    static RunError cancelledBy(LoggedEvent event) {
        return RunError.of("Cancelled", "by event " + event.id() + " (" + event.name() + ")");
    }

    private Optional<LoggedEvent> find(String runId, LoggedEvent cause, String name, String path, Instant until) {
        return first(cause, cause.receivedAt(), name, path, until, work.eventsUsedBy(runId));
    }

    /** The earliest event that was accepted in this time, matches the one that started the run, and is not used. */
    Optional<LoggedEvent> first(
            LoggedEvent cause, Instant from, String name, String path, Instant until, Set<String> used) {
        JsonObject causeJson = Payloads.parse(cause.toJson()).asJsonObject();
        Optional<String> topic = Topic.ofEvent(name, path, causeJson);
        if (topic.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> needle = Topic.needle(path, causeJson);
        Optional<LoggedEvent> after = Optional.empty();
        List<LoggedEvent> page;
        do {
            page = eventLog.findByName(name, needle, from, until, after, PAGE);
            for (LoggedEvent event : page) {
                if (!event.id().equals(cause.id())
                        && !used.contains(event.id())
                        && Topic.ofEvent(
                                        name,
                                        path,
                                        Payloads.parse(event.toJson()).asJsonObject())
                                .equals(topic)) {
                    return Optional.of(event);
                }
            }
            after = page.isEmpty() ? after : Optional.of(page.get(page.size() - 1));
        } while (page.size() == PAGE);
        return Optional.empty();
    }
}
