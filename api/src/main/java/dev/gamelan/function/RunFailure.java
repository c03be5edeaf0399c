package dev.gamelan.function;

import dev.gamelan.event.Event;

/**
 * A run that has failed for good.
 *
 * @param functionId of which function
 * @param runId which run
 * @param event what had started it
 * @param errorName the exception's class
 * @param errorMessage what it said
 * @param <T> the type of the event's data: a record, a bean, or {@code jakarta.json.JsonObject}
 */
public record RunFailure<T>(String functionId, String runId, Event<T> event, String errorName, String errorMessage) {}
