package dev.gamelan.event;

import java.time.Instant;

/**
 * A received event, as a function sees it.
 *
 * @param id the id the server gave it: a ULID, unique, 26 characters
 * @param name what happened, for instance {@code app/user.signup}
 * @param data the payload, bound to the type that the function asks for
 * @param timestamp when it happened, by its sender's account; milliseconds
 * @param <T> a record, a bean, or {@code jakarta.json.JsonObject}
 */
public record Event<T>(String id, String name, T data, Instant timestamp) {}
