package dev.gamelan.telemetry;

import dev.gamelan.engine.telemetry.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.Optional;

/**
 * The span of a thread.
 *
 * @param isServerTraced whether the server exports its own spans and those of applications. Payara gives each request a span in any
 *     case; when it does not export them, they are in nobody's trace
 */
record CurrentSpan(boolean isServerTraced) {

    /** There when the thread is within a span of ours, or within others that lie in such a one. */
    private static final ContextKey<Boolean> OURS = ContextKey.named("dev.gamelan");

    Optional<TraceParent> get() {
        Context context = Context.current();
        SpanContext span = Span.fromContext(context).getSpanContext();
        boolean counts = span.isValid() && (isServerTraced || context.get(OURS) != null);
        return counts
                ? Optional.of(new TraceParent(span.getTraceId(), span.getSpanId(), span.isSampled()))
                : Optional.empty();
    }

    /** @return to be closed by the same thread */
    @SuppressWarnings("MustBeClosedChecker") // whoever calls this closes it
    static Scope enter(TraceParent span) {
        return Context.root()
                .with(OURS, true)
                .with(Span.wrap(ExportedSpan.remote(span)))
                .makeCurrent();
    }
}
