package dev.gamelan.execution;

import dev.gamelan.catalog.Moment;
import dev.gamelan.catalog.Moments;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.wire.EventIds;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.engine.wire.InvalidEventException;
import dev.gamelan.engine.wire.RerunRequest;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.RefusedException.Reason;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs that are over, run again: a new run with the same function and the same event, or an edited version of it, from the start or
 * from one of its steps. The old run stays as it is.
 */
@Stateless
public class Reruns {

    @Inject
    private RunStore runs;

    @Inject
    private RerunStore reruns;

    @Inject
    private StepStore steps;

    @Inject
    private RunFactory factory;

    @EJB
    private EventLog eventLog;

    @Inject
    private Moments moments;

    /**
     * Starts a run that repeats another. When this returns it is stored; it starts at once.
     *
     * @return its id; the same one for a request with the same id
     * @throws RefusedException when there is nothing that could be repeated
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public String rerun(String runId, RerunRequest request) {
        Moment moment = moments.current();
        runs.lockEnded(runId); // or retention could delete it meanwhile, and the event
        RunRecord origin = over(runId);
        String requestId = request.requestId().orElseGet(EventIds::next);
        Optional<String> before = reruns.claim(requestId, runId, moment.now());
        if (before.isPresent()) {
            return before.get();
        }
        if (!moment.hasFunction(origin.functionId())) {
            throw new RefusedException(
                    Reason.CONFLICT,
                    "no server has the function " + origin.functionId() + " now; deploy it and repeat the request");
        }
        if (!request.force() && !catalog.isReplayable(origin.functionId())) {
            throw new RefusedException(
                    Reason.CONFLICT,
                    "the function " + origin.functionId()
                            + " is not to be run again: @DurableFunction(replayable = false)."
                            + " If what it does may happen a second time, repeat the request with \"force\": true");
        }
        LoggedEvent stored = eventLog.find(origin.eventId())
                .orElseThrow(() -> new RefusedException(
                        Reason.CONFLICT, "event " + origin.eventId() + " is not stored any more; send it again"));
        LoggedEvent event = request.event()
                .map(changes -> eventLog.keepVersion(edited(stored, changes), stored, moment.now()))
                .orElse(stored);
        NewRun run = new NewRun(
                origin.functionId(),
                event,
                moment.now(),
                Optional.empty(),
                Optional.of(new NewRun.Origin(runId, request.fromStep().map(from -> cut(runId, from)))));
        String created = factory.create(List.of(run), moment.now()).get(0);
        reruns.started(requestId, runId, created);
        return created;
    }

    /** Those of these runs that another server has executed: they cannot be run again. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public Set<String> imported(Collection<String> runIds) {
        return reruns.imported(runIds);
    }

    /**
     * Starts a run for each of these in the caller's transaction, with the event that it had.
     *
     * @param origins over and locked, of functions that exist
     * @param events those that have started them, by id
     * @return the ids of the new runs, in the same order
     * @throws IllegalStateException when this request has run one of them again already; then the transaction has to be rolled back
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public List<String> rerunAll(
            String requestId, List<RunBrief> origins, Map<String, LoggedEvent> events, Instant now) {
        if (origins.isEmpty()) {
            return List.of();
        }
        List<NewRun> newRuns = origins.stream()
                .map(origin -> new NewRun(
                        origin.functionId(),
                        events.get(origin.eventId()),
                        now,
                        Optional.empty(),
                        Optional.of(new NewRun.Origin(origin.id(), Optional.empty()))))
                .toList();
        List<String> created = factory.create(newRuns, now);
        List<String> ids = origins.stream().map(RunBrief::id).toList();
        if (reruns.insert(requestId, ids, created, now) != ids.size()) {
            throw new IllegalStateException("request " + requestId + " has run one of " + ids + " again before");
        }
        return created;
    }

    /** The runs that repeat this one, the oldest first. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public List<String> of(String runId) {
        return reruns.of(runId);
    }

    private RunRecord over(String runId) {
        RunRecord run =
                runs.find(runId).orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, "there is no run " + runId));
        if (!run.status().isTerminal()) {
            throw new RefusedException(
                    Reason.CONFLICT,
                    "run " + runId + " is not over, it is " + StateNames.of(run.status()) + "; cancel it first");
        }
        if (!reruns.imported(List.of(runId)).isEmpty()) {
            throw new RefusedException(
                    Reason.CONFLICT,
                    "run " + runId
                            + " was imported from another server and is never executed here; send its event instead");
        }
        return run;
    }

    private static IncomingEvent edited(LoggedEvent stored, JsonObject changes) {
        JsonObjectBuilder original = Jsons.object(Jsons.parse(stored.toJson()).asJsonObject());
        if (stored.meta() != null) {
            original.add("meta", Jsons.parse(stored.meta()));
        }
        try {
            return RerunRequest.edited(original.build(), changes);
        } catch (InvalidEventException e) {
            throw new RefusedException(Reason.INVALID, e.getMessage());
        }
    }

    private StepStore.Cut cut(String runId, RerunRequest.FromStep from) {
        StepStore.Cut cut = steps.cut(runId, from.stepId(), from.output())
                .orElseThrow(() -> new RefusedException(
                        Reason.NOT_FOUND,
                        "from_step.step_id: run " + runId + " has no step " + from.stepId() + "; GET /v1/runs/" + runId
                                + "/steps shows those that it has"));
        StepKind kind = cut.step().kind();
        boolean takesAnything = kind == StepKind.RUN || kind == StepKind.INVOKE;
        from.output().map(Jsons::parse).filter(output -> !takesAnything).ifPresent(output -> {
            if (!fits(kind, output)) {
                throw new RefusedException(
                        Reason.INVALID,
                        "from_step.output: a step of kind " + kind + " cannot have ended with " + output);
            }
        });
        return cut;
    }

    /** Whether such a step can have had this result. */
    private static boolean fits(StepKind kind, JsonValue output) {
        boolean nothing = output.getValueType() == JsonValue.ValueType.NULL;
        return switch (kind) {
            case SLEEP -> nothing;
            case WAIT_FOR_EVENT ->
                nothing
                        || (output instanceof JsonObject event
                                && event.get("data") instanceof JsonObject
                                && event.keySet().containsAll(Set.of("id", "name", "ts")));
            case WAIT_FOR_SIGNAL -> nothing || output instanceof JsonObject;
            case RUN, INVOKE, SEND_EVENT, SEND_SIGNAL -> true;
        };
    }
}
