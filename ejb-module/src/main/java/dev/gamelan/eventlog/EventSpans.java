package dev.gamelan.eventlog;

import dev.gamelan.engine.telemetry.EventTrace;
import dev.gamelan.telemetry.FinishedSpan;
import dev.gamelan.telemetry.SpanSource;
import dev.gamelan.telemetry.Telemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The spans of events. One lasts for no time: it is the moment at which the event was accepted, and what its runs follow from. */
@ApplicationScoped
public class EventSpans {

    @Inject
    private Telemetry telemetry;

    private final SpanSource<Fact> source =
            facts -> facts.stream().map(this::span).toList();

    /** An event without its payloads. */
    private record Fact(String id, String name, String meta, Instant receivedAt) {}

    /** @param accepted events that are committed; not asked for when spans are off */
    public void tell(Supplier<List<LoggedEvent>> accepted) {
        telemetry.tell(
                source,
                () -> accepted.get().stream()
                        .map(event -> new Fact(event.id(), event.name(), event.meta(), event.receivedAt()))
                        .toList());
    }

    private FinishedSpan span(Fact event) {
        EventTrace trace = telemetry.traceOf(event.id(), event.name(), event.meta());
        return span(trace, event.id(), event.name(), event.receivedAt());
    }

    static FinishedSpan span(EventTrace trace, String id, String name, Instant receivedAt) {
        return new FinishedSpan(
                trace.own(),
                trace.sender(),
                "send " + name,
                FinishedSpan.Kind.PRODUCER,
                receivedAt,
                receivedAt,
                attributes("send", id, name),
                Optional.empty());
    }

    /**
     * By the conventions for messaging.
     *
     * @param operation what is done with the event
     */
    public static Map<String, Object> attributes(String operation, String id, String name) {
        return Map.of(
                "messaging.system", "gamelan",
                "messaging.operation.type", operation,
                "messaging.operation.name", operation,
                "messaging.destination.name", name,
                "messaging.message.id", id);
    }
}
