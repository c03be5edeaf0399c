package dev.gamelan.engine.telemetry;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.IncomingEvent;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;

/**
 * The trace that an event belongs to, and everything that follows from it.
 *
 * @param own the event's span
 * @param sender the span within which it was sent; empty when nobody said
 */
public record EventTrace(TraceParent own, Optional<TraceParent> sender) {

    /** The member of an event's {@code meta} that names the span within which it was sent. */
    static final String MEMBER = "traceparent";

    public TraceParent run(String runId) {
        return own.span(SpanIds.ofRun(runId));
    }

    public TraceParent step(String runId, String key) {
        return own.span(SpanIds.ofStep(runId, key));
    }

    /** @param meta of an event, as JSON, or null */
    public static Optional<TraceParent> sender(String meta) {
        // Most events say nothing; they are not parsed.
        if (meta == null || !meta.contains(MEMBER)) {
            return Optional.empty();
        }
        return sender(Jsons.parse(meta).asJsonObject());
    }

    private static Optional<TraceParent> sender(JsonObject meta) {
        return meta.get(MEMBER) instanceof JsonString text ? TraceParent.parse(text.getString()) : Optional.empty();
    }

    /** The event as it is sent within this span; one that says already within which it was sent is as it was. */
    public static IncomingEvent sentWithin(TraceParent span, IncomingEvent event) {
        if (sender(event.meta().orElse(null)).isPresent()) {
            return event;
        }
        JsonObject before =
                event.meta().map(meta -> Jsons.parse(meta).asJsonObject()).orElse(JsonValue.EMPTY_JSON_OBJECT);
        String meta = Jsons.object(before).add(MEMBER, span.text()).build().toString();
        return new IncomingEvent(
                event.internalId(),
                event.externalId(),
                event.name(),
                event.data(),
                event.user(),
                Optional.of(meta),
                event.version(),
                event.timestamp());
    }
}
