package dev.gamelan.execution;

import dev.gamelan.deploy.FunctionCall;
import dev.gamelan.engine.step.StepCall;
import dev.gamelan.event.Event;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.function.RunContext;
import dev.gamelan.function.RunFailure;
import dev.gamelan.platform.Payloads;
import dev.gamelan.step.Step;
import jakarta.json.JsonObject;
import java.time.Instant;

/** The arguments of a function that an event started. */
record EventCall(LoggedEvent event, RunContext context, StepCall call) implements FunctionCall {

    @Override
    public <T> T payload(Class<T> type) {
        return read(event.data(), type);
    }

    @Override
    public <T> Event<T> event(Class<T> dataType) {
        return new Event<>(event.id(), event.name(), payload(dataType), event.timestamp());
    }

    @Override
    public Step step() {
        return call.steps();
    }

    @Override
    public <T> RunFailure<T> failure(Class<T> dataType) {
        JsonObject data = Payloads.parse(event.data()).asJsonObject();
        JsonObject cause = data.getJsonObject("event");
        JsonObject error = data.getJsonObject("error");
        if (cause == null || error == null) {
            throw new NonRetriableException("event " + event.id() + " (" + event.name() + ") tells of no failed run");
        }
        return new RunFailure<>(
                data.getString("function_id", ""),
                data.getString("run_id", ""),
                new Event<>(
                        cause.getString("id"),
                        cause.getString("name"),
                        read(cause.getJsonObject("data").toString(), dataType),
                        Instant.ofEpochMilli(cause.getJsonNumber("ts").longValue())),
                error.getString("name", ""),
                error.getString("message", ""));
    }

    @Override
    public void returned() {
        call.returned();
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return Payloads.fromText(json, type);
        } catch (IllegalArgumentException e) {
            throw call.misfit("event " + event.id() + " (" + event.name() + "): " + e.getMessage(), e);
        }
    }
}
