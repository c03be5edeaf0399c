package dev.gamelan.execution;

import dev.gamelan.deploy.FunctionCall;
import dev.gamelan.event.Event;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.function.RunContext;
import dev.gamelan.platform.Payloads;

/** The arguments of a function that an event started. */
record EventCall(LoggedEvent event, RunContext context) implements FunctionCall {

    @Override
    public <T> T payload(Class<T> type) {
        try {
            return Payloads.fromText(event.data(), type);
        } catch (IllegalArgumentException e) {
            throw new NonRetriableException("event " + event.id() + " (" + event.name() + "): " + e.getMessage(), e);
        }
    }

    @Override
    public <T> Event<T> event(Class<T> dataType) {
        return new Event<>(event.id(), event.name(), payload(dataType), event.timestamp());
    }
}
