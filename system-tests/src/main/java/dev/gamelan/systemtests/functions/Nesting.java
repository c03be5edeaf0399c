package dev.gamelan.systemtests.functions;

import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.step.Step;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/** A run that invokes a run that invokes a run. */
@ApplicationScoped
public class Nesting {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    @DurableFunction(id = "outer")
    @OnEvent(name = "test/outer")
    String outer(JsonObject data, Step step) {
        step.run("prepare", () -> "prepared");
        return step.invoke("to the middle", "middle", Map.of("mark", data.getString("mark")), String.class, LONGEST);
    }

    @DurableFunction(id = "middle")
    String middle(JsonObject data, Step step) {
        return step.invoke("to the core", "core", data, String.class, LONGEST);
    }

    @DurableFunction(id = "core")
    String core(JsonObject data, Step step) {
        return step.run("dig", () -> "found " + data.getString("mark"));
    }
}
