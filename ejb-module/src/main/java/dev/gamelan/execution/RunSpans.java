package dev.gamelan.execution;

import dev.gamelan.engine.telemetry.EventTrace;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.EventSpans;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.telemetry.FinishedSpan;
import dev.gamelan.telemetry.SpanSource;
import dev.gamelan.telemetry.Telemetry;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The spans of runs, of their steps, and of attempts that did not go well; each when it is over. */
@ApplicationScoped
class RunSpans {

    @Inject
    private Telemetry telemetry;

    @EJB
    private EventLog eventLog;

    @EJB
    private RunWork work;

    private final SpanSource<RunFact> source = this::spans;

    /** @param over what has ended and is committed; not asked for when spans are off */
    void tell(Supplier<List<RunFact>> over) {
        telemetry.tell(source, over);
    }

    private List<FinishedSpan> spans(List<RunFact> facts) {
        Set<String> eventIds = facts.stream().map(RunFact::eventId).collect(Collectors.toSet());
        Map<String, LoggedEvent> events =
                eventLog.findMetas(eventIds).stream().collect(Collectors.toMap(LoggedEvent::id, Function.identity()));
        Map<StepStore.Place, Instant> beginnings = work.beginnings(facts.stream()
                .filter(fact -> fact.start().isEmpty())
                .map(fact -> new StepStore.Place(fact.runId(), fact.stepKey()))
                .toList());
        return facts.stream()
                .filter(fact -> events.containsKey(fact.eventId()))
                .map(fact -> span(fact, events.get(fact.eventId()), beginnings))
                .toList();
    }

    private FinishedSpan span(RunFact fact, LoggedEvent event, Map<StepStore.Place, Instant> beginnings) {
        EventTrace trace = telemetry.traceOf(event.id(), event.name(), event.meta());
        Map<String, Object> attributes = new HashMap<>(fact.attributes());
        if (fact.level() == RunFact.Level.RUN) {
            attributes.putAll(EventSpans.attributes("process", event.id(), event.name()));
        }
        return new FinishedSpan(
                trace.own().span(fact.spanId()),
                Optional.of(fact.parentId().map(trace.own()::span).orElse(trace.own())),
                fact.name(),
                fact.kind(),
                fact.start()
                        .orElseGet(() ->
                                beginnings.getOrDefault(new StepStore.Place(fact.runId(), fact.stepKey()), fact.end())),
                fact.end(),
                attributes,
                fact.error());
    }
}
