package dev.gamelan.test;

import dev.gamelan.deploy.FunctionCall;
import dev.gamelan.engine.step.Codec;
import dev.gamelan.engine.step.StepCall;
import dev.gamelan.event.Event;
import dev.gamelan.function.RunContext;
import dev.gamelan.function.RunFailure;
import dev.gamelan.step.Step;
import jakarta.json.JsonObject;
import java.time.Instant;

/** The arguments of one call of a function. */
record Call(AcceptedEvent trigger, RunContext context, StepCall steps, Codec codec) implements FunctionCall {

    @Override
    public <T> T payload(Class<T> type) {
        return bind(trigger.data(), type);
    }

    @Override
    public <T> Event<T> event(Class<T> dataType) {
        return new Event<>(trigger.id(), trigger.name(), payload(dataType), trigger.timestamp());
    }

    @Override
    public Step step() {
        return steps.steps();
    }

    @Override
    public <T> RunFailure<T> failure(Class<T> dataType) {
        JsonObject failed = trigger.data();
        JsonObject event = failed.getJsonObject("event");
        JsonObject error = failed.getJsonObject("error");
        return new RunFailure<>(
                failed.getString("function_id"),
                failed.getString("run_id"),
                new Event<>(
                        event.getString("id"),
                        event.getString("name"),
                        bind(event.getJsonObject("data"), dataType),
                        Instant.ofEpochMilli(event.getJsonNumber("ts").longValue())),
                error.getString("name"),
                error.getString("message"));
    }

    @Override
    public void returned() {
        steps.returned();
    }

    private <T> T bind(JsonObject data, Class<T> type) {
        try {
            return type.cast(codec.read(data.toString(), type));
        } catch (IllegalArgumentException e) {
            throw steps.misfit("event " + trigger.id() + " (" + trigger.name() + "): " + e.getMessage(), e);
        }
    }
}
