package dev.gamelan.function;

/**
 * Which run this is, for logs and for idempotency keys towards other systems.
 *
 * @param runId a ULID; the same in every attempt of the run
 * @param functionId as in {@link DurableFunction#id()}
 * @param eventId the event that started the run
 * @param attempt 0 for the first try, then one more for each failed one
 * @param maxAttempts retries + 1
 */
public record RunContext(String runId, String functionId, String eventId, int attempt, int maxAttempts) {}
