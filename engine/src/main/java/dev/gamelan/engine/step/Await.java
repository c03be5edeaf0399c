package dev.gamelan.engine.step;

import java.util.Optional;

/** What a run waits for, with what has to be known to find out that it has come. */
public sealed interface Await {

    /** The step, waiting. Its {@code until} is when it is given up. */
    StepRecord step();

    /** @param step its {@code until} is when the sleep ends */
    record Sleep(StepRecord step) implements Await {}

    /**
     * @param step its {@code subject} is the event's name
     * @param match the path whose value has to be the same as in the event that started the run
     */
    record ForEvent(StepRecord step, Optional<String> match) implements Await {}

    /** @param step its {@code subject} is the signal's name */
    record ForSignal(StepRecord step) implements Await {}

    /**
     * @param step its {@code subject} is the function's id
     * @param payload the data of the event that starts it, as a JSON object
     */
    record Invocation(StepRecord step, String payload) implements Await {}
}
