package dev.gamelan.systemtests.functions;

import dev.gamelan.event.EventName;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.RetryAfterException;
import dev.gamelan.function.RunContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Functions that fail in the ways that functions fail. */
@ApplicationScoped
public class Failing {

    /** @param failures how many attempts fail before one succeeds */
    @EventName("test/flaky")
    public record Flaky(int failures) {}

    public record Result(int attempt, int maxAttempts) {}

    @DurableFunction(id = "flaky", retries = 2)
    @OnEvent(Flaky.class)
    Result flaky(Flaky flaky, RunContext run) {
        if (run.attempt() < flaky.failures()) {
            throw new IllegalStateException("attempt " + run.attempt() + " fails");
        }
        return new Result(run.attempt(), run.maxAttempts());
    }

    @DurableFunction(id = "hopeless")
    @OnEvent(name = "test/hopeless")
    void hopeless() {
        throw new NonRetriableException("no retry would help");
    }

    @DurableFunction(id = "patient", retries = 1)
    @OnEvent(name = "test/patient")
    int patient(RunContext run) {
        if (run.attempt() == 0) {
            throw new RetryAfterException("come back later", Duration.ofSeconds(2));
        }
        return run.attempt();
    }

    @SuppressWarnings("InfiniteRecursion") // that is the mistake which this function stands for
    @DurableFunction(id = "overflowing", retries = 0)
    @OnEvent(name = "test/overflowing")
    int overflowing() {
        return 1 + overflowing();
    }

    @DurableFunction(id = "huge-error", retries = 0)
    @OnEvent(name = "test/huge-error")
    void hugeError() {
        throw new IllegalStateException("\0" + "x".repeat(5_000_000));
    }

    /** JSON-B finds no end to it. */
    public static final class Endless {
        public Endless getSelf() {
            return this;
        }
    }

    @DurableFunction(id = "unwritable", retries = 0)
    @OnEvent(name = "test/unwritable")
    Endless unwritable() {
        return new Endless();
    }
}
