package dev.gamelan.execution;

import dev.gamelan.engine.step.StepChange;
import dev.gamelan.engine.step.StepId;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.telemetry.EventTrace;
import dev.gamelan.engine.telemetry.TraceParent;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.step.Body;
import dev.gamelan.telemetry.Telemetry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What belongs to the trace of a run: the threads that work on it, and the events that it sends.
 *
 * @param trace of its event; empty when spans are off, and then nothing is done
 */
record RunTrace(Telemetry telemetry, String runId, Optional<EventTrace> trace) {

    static final RunTrace NONE = new RunTrace(null, "", Optional.empty());

    /** Calls the function within the span of its run. */
    <T> T call(Supplier<T> call) {
        if (trace.isEmpty()) {
            return call.get();
        }
        Telemetry.Scope within = telemetry.enter(trace.get().run(runId));
        try {
            return call.get();
        } finally {
            within.close();
        }
    }

    /** Calls the body of a step within the span of that step. */
    Object call(StepId step, Body<?> body) throws Exception {
        if (trace.isEmpty()) {
            return body.call();
        }
        Telemetry.Scope within = telemetry.enter(trace.get().step(runId, step.key()));
        try {
            return body.call();
        } finally {
            within.close();
        }
    }

    /** Events that the run itself sends. */
    List<IncomingEvent> sentByRun(List<IncomingEvent> events) {
        return trace.map(event -> sentWithin(event.run(runId), events)).orElse(events);
    }

    /** An event that a step sends. */
    IncomingEvent sentBy(StepRecord step, IncomingEvent event) {
        return trace.map(known -> EventTrace.sentWithin(known.step(runId, step.key()), event))
                .orElse(event);
    }

    /** Events that the one step among these that sends events has sent. */
    List<IncomingEvent> sentBy(List<StepChange> changes, List<IncomingEvent> events) {
        if (trace.isEmpty() || events.isEmpty()) {
            return events;
        }
        return changes.stream()
                .map(StepChange::step)
                .filter(step -> step.kind() == StepKind.SEND_EVENT)
                .reduce((earlier, later) -> later)
                .map(step -> sentWithin(trace.get().step(runId, step.key()), events))
                .orElse(events);
    }

    private static List<IncomingEvent> sentWithin(TraceParent span, List<IncomingEvent> events) {
        return events.stream().map(event -> EventTrace.sentWithin(span, event)).toList();
    }
}
