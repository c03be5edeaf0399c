package dev.gamelan.deploy;

/** What one call of a function came to. */
public sealed interface Outcome {

    /** @param value what the method returned; null for {@code void} */
    record Returned(Object value) implements Outcome {}

    /** @param error what the method threw */
    record Thrown(Throwable error) implements Outcome {}
}
