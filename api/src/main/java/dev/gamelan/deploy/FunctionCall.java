package dev.gamelan.deploy;

import dev.gamelan.event.Event;
import dev.gamelan.function.RunContext;

/** One call of a function: where generated code finds the arguments. */
public interface FunctionCall {

    /**
     * The event's data.
     *
     * @throws dev.gamelan.function.NonRetriableException when the data does not fit the type
     */
    <T> T payload(Class<T> type);

    /** The event with its data. */
    <T> Event<T> event(Class<T> dataType);

    RunContext context();
}
