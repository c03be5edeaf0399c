package dev.gamelan.systemtests.functions;

import dev.gamelan.event.EventName;
import dev.gamelan.function.CancelOn;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.RetryAfterException;
import dev.gamelan.function.RunContext;
import dev.gamelan.step.Step;
import dev.gamelan.step.Wait;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** A function that waits for hours, four times, unless somebody helps it. */
@ApplicationScoped
public class Stuck {

    private static final Duration LONG = Duration.ofHours(20);

    @Inject
    Effects effects;

    @EventName("test/stuck")
    public record Order(String key, String name) {}

    @EventName("test/unstick")
    public record Reply(String key, String word) {}

    @DurableFunction(id = "stuck", retries = 1)
    @OnEvent(Order.class)
    @CancelOn(name = "test/stuck-cancel", match = "data.key")
    String stuck(Order order, Step step, RunContext run) {
        if (!order.name().startsWith("again") && effects.count(run.runId(), "called") == 0) {
            throw new RetryAfterException("the function is not ready", LONG);
        }
        String first = step.run("first", () -> {
            effects.count(run.runId(), "first");
            return "first of " + order.name();
        });
        step.run("shaky", () -> {
            effects.count(run.runId(), "shaky");
            if (step.attempt() == 0) {
                throw new RetryAfterException("the step is not ready", LONG);
            }
        });
        step.sleep("night", LONG);
        String word = step.waitForEvent("reply", Reply.class, Wait.upTo(LONG).matching("data.key"))
                .map(reply -> reply.key().equals(order.key()) ? String.valueOf(reply.word()) : "another key")
                .orElse("nothing");
        return step.run("last", () -> {
            effects.count(run.runId(), "last");
            return first + ", " + word;
        });
    }
}
