package dev.gamelan.telemetry;

import dev.gamelan.engine.telemetry.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Optional;

/** The span of a thread, which OpenTelemetry knows whether or not anybody exports spans. */
final class CurrentSpan {

    private CurrentSpan() {}

    static Optional<TraceParent> get() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? Optional.of(new TraceParent(span.getTraceId(), span.getSpanId(), span.isSampled()))
                : Optional.empty();
    }

    /** @return to be closed by the same thread */
    @SuppressWarnings("MustBeClosedChecker") // whoever calls this closes it
    static Scope enter(TraceParent span) {
        return Context.root().with(Span.wrap(ExportedSpan.remote(span))).makeCurrent();
    }
}
