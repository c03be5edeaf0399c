package dev.gamelan.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.IncomingEvent;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventTraceTest {

    private static final TraceParent SPAN =
            new TraceParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
    private static final TraceParent OTHER =
            new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", false);

    @Test
    void theSenderIsInWhatTheEventCarries() {
        assertThat(EventTrace.sender("{\"traceparent\":\"" + SPAN.text() + "\"}"))
                .contains(SPAN);
        assertThat(EventTrace.sender("{\"other\":1,\"traceparent\":\"" + OTHER.text() + "\"}"))
                .contains(OTHER);
    }

    @Test
    void whatIsNoSpanIsNoSender() {
        assertThat(EventTrace.sender((String) null)).isEmpty();
        assertThat(EventTrace.sender("{}")).isEmpty();
        assertThat(EventTrace.sender("{\"traceparent\":17}")).isEmpty();
        assertThat(EventTrace.sender("{\"traceparent\":\"mine\"}")).isEmpty();
        assertThat(EventTrace.sender("{\"deep\":{\"traceparent\":\"" + SPAN.text() + "\"}}"))
                .isEmpty();
    }

    @Test
    void whatIsSentWithinASpanSaysSo() {
        IncomingEvent bare = event(Optional.empty());
        assertThat(EventTrace.sentWithin(SPAN, bare))
                .isEqualTo(event(Optional.of("{\"traceparent\":\"" + SPAN.text() + "\"}")));

        IncomingEvent sent = EventTrace.sentWithin(SPAN, event(Optional.of("{\"a\":1}")));
        assertThat(Jsons.parse(sent.meta().orElseThrow()).asJsonObject())
                .isEqualTo(Jsons.object()
                        .add("a", 1)
                        .add("traceparent", SPAN.text())
                        .build());
    }

    @Test
    void whatSaysSoAlreadyIsBelieved() {
        IncomingEvent event = event(Optional.of("{\"traceparent\":\"" + OTHER.text() + "\"}"));
        assertThat(EventTrace.sentWithin(SPAN, event)).isSameAs(event);

        IncomingEvent wrong = event(Optional.of("{\"traceparent\":\"mine\"}"));
        assertThat(EventTrace.sender(EventTrace.sentWithin(SPAN, wrong).meta().orElseThrow()))
                .contains(SPAN);
    }

    @Test
    void everythingOfAnEventIsOneTrace() {
        EventTrace trace = new EventTrace(SPAN, Optional.empty());
        assertThat(trace.run("R")).isEqualTo(new TraceParent(SPAN.traceId(), SpanIds.ofRun("R"), true));
        assertThat(trace.step("R", "k")).isEqualTo(new TraceParent(SPAN.traceId(), SpanIds.ofStep("R", "k"), true));
    }

    private static IncomingEvent event(Optional<String> meta) {
        return new IncomingEvent(
                "01KAR8ZNXG0000000000000000",
                Optional.of("mine"),
                "shop/order.placed",
                "{\"orderId\":1}",
                Optional.of("{\"name\":\"ann\"}"),
                meta,
                Optional.of("2"),
                Optional.of(Instant.parse("2026-02-01T08:00:00Z")));
    }
}
