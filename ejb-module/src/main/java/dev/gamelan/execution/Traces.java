package dev.gamelan.execution;

import dev.gamelan.catalog.Catalog;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.trace.Attempt;
import dev.gamelan.engine.trace.Child;
import dev.gamelan.engine.trace.History;
import dev.gamelan.engine.trace.Inputs;
import dev.gamelan.engine.trace.Place;
import dev.gamelan.engine.trace.Reasons;
import dev.gamelan.engine.trace.Spans;
import dev.gamelan.engine.trace.TracedRun;
import dev.gamelan.engine.trace.TracedStep;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The histories of runs, one at a time. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class Traces {

    /** So many of the events that a run has sent are shown. */
    private static final int MOST_SENT = 200;

    /** As many steps as a run can have. */
    private static final int MOST_CHILDREN = 1_000;

    @Inject
    private TraceStore store;

    @Inject
    private AttemptStore attempts;

    @EJB
    private EventLog eventLog;

    @EJB
    private Catalog catalog;

    @Inject
    private RunDriver driver;

    public Optional<Trace> find(String runId) {
        return store.run(runId).map(run -> {
            History history = history(run);
            return new Trace(history, Reasons.of(history, place(run.functionId())), Spans.of(history));
        });
    }

    private History history(TracedRun bare) {
        List<TracedStep> steps = store.steps(bare.id());
        List<Attempt> failed = attempts.of(bare.id());
        Optional<LoggedEvent> event = eventLog.find(bare.eventId());
        TracedRun run = event.map(cause -> withEvent(bare, cause)).orElse(bare);
        return new History(run, steps, failed, children(bare.id(), steps), sent(steps), store.now());
    }

    private static TracedRun withEvent(TracedRun run, LoggedEvent event) {
        // A repetition does not wait for the time of its event.
        Instant startAt =
                run.originRunId().isEmpty() && event.dueAt().isAfter(run.queuedAt()) ? event.dueAt() : run.queuedAt();
        return run.with(event.toJson(), startAt);
    }

    private Map<String, String> sent(List<TracedStep> steps) {
        List<String> ids = steps.stream()
                .flatMap(step -> Inputs.sentBy(step).stream().limit(Inputs.MOST_EVENTS))
                .limit(MOST_SENT)
                .toList();
        return ids.isEmpty()
                ? Map.of()
                : eventLog.findAll(ids).values().stream()
                        .collect(Collectors.toMap(LoggedEvent::id, LoggedEvent::toJson));
    }

    /** The events of invocations are accepted in the commit that stores their steps, at the same time. */
    private Map<String, Child> children(String runId, List<TracedStep> steps) {
        Set<Instant> times = steps.stream()
                .filter(step -> step.step().kind() == StepKind.INVOKE)
                .flatMap(step -> step.beganAt().stream())
                .collect(Collectors.toSet());
        Map<String, LoggedEvent> byStep = new HashMap<>();
        times.forEach(time -> invocations(runId, time)
                .forEach(event -> byStep.put(correlation(event).substring(runId.length() + 1), event)));
        if (byStep.isEmpty()) {
            return Map.of();
        }
        Map<String, TraceStore.Invoked> runs =
                store.runsOf(byStep.values().stream().map(LoggedEvent::id).toList()).stream()
                        .filter(run -> runId.equals(run.parentRunId()))
                        .collect(Collectors.toMap(TraceStore.Invoked::eventId, Function.identity()));
        Map<String, Child> children = new HashMap<>();
        byStep.forEach((step, event) -> children.put(step, child(event, Optional.ofNullable(runs.get(event.id())))));
        return children;
    }

    private List<LoggedEvent> invocations(String runId, Instant time) {
        return eventLog
                .findByName(
                        Lifecycle.INVOKED,
                        Optional.of("\"correlation_id\":\"" + runId + "."),
                        time,
                        time,
                        Optional.empty(),
                        MOST_CHILDREN)
                .stream()
                .filter(event -> correlation(event).startsWith(runId + "."))
                .toList();
    }

    private static String correlation(LoggedEvent event) {
        return Jsons.parse(event.data())
                .asJsonObject()
                .getJsonObject("_inngest")
                .getString("correlation_id", "");
    }

    private static Child child(LoggedEvent event, Optional<TraceStore.Invoked> run) {
        JsonObject data = Jsons.parse(event.data()).asJsonObject();
        return new Child(
                event.id(),
                run.map(TraceStore.Invoked::runId),
                run.map(TraceStore.Invoked::status).map(StateNames::of),
                Jsons.object(data).remove("_inngest").build().toString());
    }

    private Place place(String functionId) {
        Room room = driver.room();
        Catalog.Servers servers = catalog.servers(functionId);
        return new Place(
                servers.all() > 0,
                servers.alive() > 0,
                driver.has(functionId),
                room.takenBy(functionId),
                room.perFunction(),
                room.taken(),
                room.total());
    }
}
