package dev.gamelan.test;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.step.Codec;
import dev.gamelan.engine.step.StepId;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.step.Body;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What stands in for steps and functions in a test. */
final class Doubles {

    private final Codec codec;
    private final Map<String, Body<?>> steps = new HashMap<>();
    private final Map<String, StepFailure> failures = new HashMap<>();
    private final Map<String, Function<JsonObject, ?>> functions = new HashMap<>();

    Doubles(Codec codec) {
        this.codec = codec;
    }

    void step(String id, Body<?> body) {
        steps.put(id, body);
    }

    StepFailure failure(String id) {
        StepFailure failure = new StepFailure(id);
        failures.put(id, failure);
        return failure;
    }

    void function(String id, Function<JsonObject, ?> body) {
        functions.put(id, body);
    }

    boolean hasFunction(String id) {
        return functions.containsKey(id);
    }

    Object call(StepId step, Body<?> body) throws Exception {
        Optional<StepFailure> failure = find(failures, step).filter(StepFailure::takeOne);
        if (failure.isPresent()) {
            throw failure.get().exception();
        }
        return find(steps, step).<Body<?>>map(own -> own).orElse(body).call();
    }

    /** A double for one repetition of a step goes before one for all of them. */
    private static <T> Optional<T> find(Map<String, T> doubles, StepId step) {
        return Optional.ofNullable(doubles.get(TestRun.nameOf(step)))
                .or(() -> Optional.ofNullable(doubles.get(step.id())));
    }

    StepRecord call(StepRecord invocation, JsonObject payload) {
        try {
            Object result = functions.get(invocation.subject().orElseThrow()).apply(payload);
            return invocation.completed(codec.write(result));
        } catch (RuntimeException e) {
            return invocation.failed(RunError.of(e));
        }
    }
}
