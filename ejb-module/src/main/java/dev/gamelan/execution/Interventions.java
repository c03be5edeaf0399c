package dev.gamelan.execution;

import dev.gamelan.commit.Writer;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import dev.gamelan.engine.wire.EventRequest;
import dev.gamelan.engine.wire.InvalidEventException;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.execution.RefusedException.Reason;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a person can do to a run that waits: have it go on now. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Interventions {

    @EJB
    private Runs runs;

    @EJB
    private RunWork work;

    @EJB
    private EventLog eventLog;

    @Inject
    private Transitions transitions;

    @Inject
    private Writer writer;

    /**
     * Attempts a failed step, or a failed function, now instead of after its delay. The attempt counts like any other.
     *
     * @throws RefusedException when nothing of this run waits for a retry
     */
    public void retryNow(String runId) {
        RunRecord run = find(runId);
        if (!writer.write(transitions, new Transition.RetryNow(runId)).isDone()) {
            throw new RefusedException(
                    Reason.CONFLICT,
                    "nothing of run " + runId + " waits for a retry; it is "
                            + StateNames.of(runs.find(runId).orElse(run).status()));
        }
    }

    /**
     * Calls the function of a run that needs attention again: its code is said to fit now.
     *
     * @throws RefusedException when it needs no attention
     */
    public void resume(String runId) {
        RunRecord run = find(runId);
        if (!writer.write(transitions, new Transition.Resume(runId)).isDone()) {
            throw new RefusedException(
                    Reason.CONFLICT,
                    "run " + runId + " needs no attention; it is "
                            + StateNames.of(runs.find(runId).orElse(run).status()));
        }
    }

    /**
     * Ends a sleep now, or a wait as if its time were over.
     *
     * @throws RefusedException when this step does not wait, or waits for another run
     */
    public void skip(String runId, String stepKey) {
        StepRecord step = waiting(runId, stepKey);
        if (step.kind() == StepKind.INVOKE) {
            throw new RefusedException(
                    Reason.CONFLICT,
                    "step " + step.id().id() + " waits for a run of "
                            + step.subject().orElse("another function") + "; cancel that run, and the step fails");
        }
        if (!writer.write(transitions, new Transition.Resolution(runId, stepKey, "null", null, null))
                .isDone()) {
            throw ended(step);
        }
    }

    /**
     * Sends the event that a step waits for. What the step compares is filled in unless it is given.
     *
     * @param data what the event carries
     * @return the event's internal id
     * @throws RefusedException when this step does not wait for an event, or the event cannot be sent
     */
    public String sendAwaited(String runId, String stepKey, JsonObject data) {
        StepRecord step = waiting(runId, stepKey);
        if (step.kind() != StepKind.WAIT_FOR_EVENT) {
            throw new RefusedException(
                    Reason.CONFLICT, "step " + step.id().id() + " does not wait for an event, it is a " + step.kind());
        }
        WaitStore.Wait wait = work.waitOf(runId, stepKey)
                .orElseThrow(() -> new RefusedException(
                        Reason.CONFLICT,
                        "step " + step.id().id() + " does not wait any more, or for an event that none can match: its"
                                + " run's own event has no value to compare; skip the step instead"));
        JsonObject cause = Jsons.parse(eventLog.find(find(runId).eventId())
                        .orElseThrow(() -> new RefusedException(
                                Reason.CONFLICT, "the event of run " + runId + " is not stored any more"))
                        .toJson())
                .asJsonObject();
        JsonObject event =
                Jsons.object().add("name", wait.name()).add("data", data).build();
        try {
            return eventLog.accept(EventRequest.parse(
                            filledIn(event, wait.path(), cause).toString().getBytes(StandardCharsets.UTF_8),
                            Optional.empty()))
                    .get(0);
        } catch (InvalidEventException e) {
            throw new RefusedException(Reason.INVALID, e.getMessage());
        }
    }

    /** The object with the value that the model has at this path, unless it has one there. */
    static JsonObject filledIn(JsonObject object, String path, JsonObject model) {
        String[] members = path.split("\\.", 2);
        JsonValue there = object.get(members[0]);
        JsonValue wanted = model.get(members[0]);
        if (wanted == null) {
            return object;
        }
        if (members.length == 1) {
            return there != null
                    ? object
                    : Jsons.object(object).add(members[0], wanted).build();
        }
        if (!(wanted instanceof JsonObject inner) || (there != null && !(there instanceof JsonObject))) {
            return object;
        }
        JsonObject below = there == null ? JsonValue.EMPTY_JSON_OBJECT : there.asJsonObject();
        return Jsons.object(object)
                .add(members[0], filledIn(below, members[1], inner))
                .build();
    }

    private RunRecord find(String runId) {
        return runs.find(runId).orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, "there is no run " + runId));
    }

    private StepRecord waiting(String runId, String stepKey) {
        find(runId);
        StepRecord step = runs.steps(runId).stream()
                .filter(candidate -> candidate.key().equals(stepKey))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        Reason.NOT_FOUND,
                        "run " + runId + " has no step " + stepKey + "; GET /v1/runs/" + runId
                                + "/steps shows those that it has"));
        if (step.status() != StepStatus.WAITING) {
            throw ended(step);
        }
        return step;
    }

    private static RefusedException ended(StepRecord step) {
        return new RefusedException(Reason.CONFLICT, "step " + step.id().id() + " does not wait any more");
    }
}
