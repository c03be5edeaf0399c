package dev.gamelan.telemetry;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.telemetry.TraceParent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A span as exporters read it. */
record ExportedSpan(FinishedSpan span, Resource resource) implements SpanData {

    /** Who says it. */
    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("dev.gamelan");

    static SpanContext remote(TraceParent span) {
        return SpanContext.createFromRemoteParent(span.traceId(), span.spanId(), flags(span), TraceState.getDefault());
    }

    private static TraceFlags flags(TraceParent span) {
        return span.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault();
    }

    @Override
    public String getName() {
        return span.name();
    }

    @Override
    public SpanKind getKind() {
        return switch (span.kind()) {
            case PRODUCER -> SpanKind.PRODUCER;
            case CONSUMER -> SpanKind.CONSUMER;
            case INTERNAL -> SpanKind.INTERNAL;
        };
    }

    @Override
    public SpanContext getSpanContext() {
        TraceParent own = span.own();
        return SpanContext.create(own.traceId(), own.spanId(), flags(own), TraceState.getDefault());
    }

    @Override
    public SpanContext getParentSpanContext() {
        return span.parent().map(ExportedSpan::remote).orElseGet(SpanContext::getInvalid);
    }

    @Override
    public StatusData getStatus() {
        return span.error()
                .map(error -> StatusData.create(StatusCode.ERROR, error.message()))
                .orElseGet(StatusData::unset);
    }

    @Override
    public long getStartEpochNanos() {
        return nanos(span.start());
    }

    @Override
    public long getEndEpochNanos() {
        return Math.max(nanos(span.start()), nanos(span.end()));
    }

    private static long nanos(Instant moment) {
        return TimeUnit.SECONDS.toNanos(moment.getEpochSecond()) + moment.getNano();
    }

    @Override
    public Attributes getAttributes() {
        AttributesBuilder attributes = Attributes.builder();
        for (Map.Entry<String, Object> attribute : span.attributes().entrySet()) {
            if (attribute.getValue() instanceof Long number) {
                attributes.put(attribute.getKey(), number);
            } else if (attribute.getValue() instanceof Boolean fact) {
                attributes.put(attribute.getKey(), fact);
            } else {
                attributes.put(attribute.getKey(), attribute.getValue().toString());
            }
        }
        return attributes.build();
    }

    @Override
    public List<EventData> getEvents() {
        return span.error().map(this::exception).map(List::of).orElseGet(List::of);
    }

    private EventData exception(RunError error) {
        AttributesBuilder attributes = Attributes.builder()
                .put(AttributeKey.stringKey("exception.type"), error.name())
                .put(AttributeKey.stringKey("exception.message"), error.message());
        if (!error.stack().isEmpty()) {
            attributes.put(AttributeKey.stringKey("exception.stacktrace"), error.stack());
        }
        return EventData.create(getEndEpochNanos(), "exception", attributes.build());
    }

    @Override
    public List<LinkData> getLinks() {
        return List.of();
    }

    @Override
    public boolean hasEnded() {
        return true;
    }

    @Override
    public int getTotalRecordedEvents() {
        return getEvents().size();
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }

    @Override
    public int getTotalAttributeCount() {
        return span.attributes().size();
    }

    @Override
    @SuppressWarnings("deprecation") // the interface still demands it
    public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
        return InstrumentationLibraryInfo.create(SCOPE.getName(), null);
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SCOPE;
    }

    @Override
    public Resource getResource() {
        return resource;
    }
}
