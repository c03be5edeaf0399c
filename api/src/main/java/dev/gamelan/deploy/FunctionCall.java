package dev.gamelan.deploy;

import dev.gamelan.event.Event;
import dev.gamelan.function.RunContext;
import dev.gamelan.function.RunFailure;
import dev.gamelan.step.Step;

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

    /** The run's steps. */
    Step step();

    /** For a failure handler: what failed, with the data of the event that had started it. */
    <T> RunFailure<T> failure(Class<T> dataType);

    /** The function has returned; what it planned and did not join is waited for. */
    void returned();
}
