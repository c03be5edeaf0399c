package dev.gamelan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.telemetry.TraceParent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExportedSpanTest {

    private static final TraceParent OWN =
            new TraceParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
    private static final TraceParent PARENT = OWN.span("00f067aa0ba902b7");
    private static final Instant START = Instant.parse("2026-02-01T08:00:00.000001Z");
    private static final Instant END = Instant.parse("2026-02-04T08:00:00.000002Z");

    @Test
    void saysWhatItWasAndWhen() {
        ExportedSpan span = exported(Optional.of(PARENT), START, END, Optional.empty());

        assertThat(span.getTraceId()).isEqualTo(OWN.traceId());
        assertThat(span.getSpanId()).isEqualTo(OWN.spanId());
        assertThat(span.getParentSpanId()).isEqualTo(PARENT.spanId());
        assertThat(span.getSpanContext().isSampled()).isTrue();
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getStartEpochNanos()).isEqualTo(1_769_932_800_000_001_000L);
        assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(3 * 86_400_000_000_000L + 1_000);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getEvents()).isEmpty();
    }

    @Test
    void attributesKeepTheirTypes() {
        Map<AttributeKey<?>, Object> attributes = exported(Optional.empty(), START, END, Optional.empty())
                .getAttributes()
                .asMap();

        assertThat(attributes)
                .containsEntry(AttributeKey.stringKey("text"), "a")
                .containsEntry(AttributeKey.longKey("number"), 3L)
                .containsEntry(AttributeKey.booleanKey("fact"), true);
    }

    @Test
    void theFirstOfATraceHasNoParent() {
        assertThat(exported(Optional.empty(), START, END, Optional.empty())
                        .getParentSpanContext()
                        .isValid())
                .isFalse();
    }

    @Test
    void anErrorIsStatusAndException() {
        ExportedSpan span = exported(
                Optional.empty(), START, END, Optional.of(new RunError("java.io.IOException", "no route", "at x")));

        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEqualTo("no route");
        assertThat(span.getEvents()).singleElement().satisfies(event -> {
            assertThat(event.getName()).isEqualTo("exception");
            assertThat(event.getEpochNanos()).isEqualTo(span.getEndEpochNanos());
            assertThat(event.getAttributes().asMap())
                    .isEqualTo(Map.of(
                            AttributeKey.stringKey("exception.type"), "java.io.IOException",
                            AttributeKey.stringKey("exception.message"), "no route",
                            AttributeKey.stringKey("exception.stacktrace"), "at x"));
        });
    }

    @Test
    void noneEndsBeforeItBegins() {
        ExportedSpan span = exported(Optional.empty(), /* start= */ END, /* end= */ START, Optional.empty());

        assertThat(span.getEndEpochNanos()).isEqualTo(span.getStartEpochNanos());
    }

    private static ExportedSpan exported(
            Optional<TraceParent> parent, Instant start, Instant end, Optional<RunError> error) {
        return new ExportedSpan(
                new FinishedSpan(
                        OWN,
                        parent,
                        "span",
                        FinishedSpan.Kind.CONSUMER,
                        start,
                        end,
                        Map.of("text", "a", "number", 3L, "fact", true),
                        error),
                Resource.empty());
    }
}
