package dev.gamelan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.engine.telemetry.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;

class CurrentSpanTest {

    private static final TraceParent OURS =
            new TraceParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
    private static final TraceParent FOREIGN =
            new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);

    private final CurrentSpan alone = new CurrentSpan(false);
    private final CurrentSpan amongOthers = new CurrentSpan(true);

    @Test
    void isTheOneThatWasEntered() {
        assertThat(alone.get()).isEmpty();
        try (Scope within = CurrentSpan.enter(OURS)) {
            assertThat(within).isNotNull();
            assertThat(alone.get()).contains(OURS);
            assertThat(Span.current().getSpanContext().getTraceId()).isEqualTo(OURS.traceId());
        }
        assertThat(alone.get()).isEmpty();
    }

    /** The server makes one for each request, and sends none of them. */
    @Test
    void isNoneThatNobodyExports() {
        try (Scope request = foreign()) {
            assertThat(request).isNotNull();
            assertThat(alone.get()).isEmpty();
            assertThat(amongOthers.get()).contains(FOREIGN);
        }
    }

    @Test
    void isAnInnerOneThatAFunctionHasMade() {
        try (Scope outer = CurrentSpan.enter(OURS);
                Scope inner = foreign()) {
            assertThat(outer).isNotSameAs(inner);
            assertThat(alone.get()).contains(FOREIGN);
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // the tests close it
    private static Scope foreign() {
        return Context.current().with(Span.wrap(ExportedSpan.remote(FOREIGN))).makeCurrent();
    }
}
