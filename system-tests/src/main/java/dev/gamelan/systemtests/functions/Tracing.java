package dev.gamelan.systemtests.functions;

import dev.gamelan.event.Events;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.step.Step;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions that look at the span within which they are. */
@ApplicationScoped
public class Tracing {

    @Inject
    Events events;

    /** @return trace and span of the function, and of each step's body */
    @DurableFunction(id = "traced", retries = 2)
    @OnEvent(name = "test/traced")
    List<String> traced(Step step) {
        List<String> spans = new ArrayList<>();
        spans.add(span());
        spans.add(step.run("before", Tracing::span));
        step.sleep("nap", Duration.ofHours(1));
        spans.add(step.run("flaky", () -> {
            if (step.attempt() == 0) {
                throw new IllegalStateException("not yet");
            }
            return span();
        }));
        step.sendEvent("tell", OutgoingEvent.named("test/traced-told", Map.of("by", "step")));
        step.run("send", () -> events.send("test/traced-told", Map.of("by", "body")));
        spans.add(step.invoke("call", "traced-told", Map.of(), String.class, Duration.ofMinutes(1)));
        return spans;
    }

    @DurableFunction(id = "traced-told")
    @OnEvent(name = "test/traced-told")
    String told() {
        return span();
    }

    @DurableFunction(id = "traced-failing", retries = 0)
    @OnEvent(name = "test/traced-failing")
    void failing(Step step) {
        step.withRetries(0).run("fails", () -> {
            throw new IllegalStateException("for good");
        });
    }

    private static String span() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? span.getTraceId() + "-" + span.getSpanId() : "none";
    }
}
