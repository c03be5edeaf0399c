package dev.gamelan.step;

import java.io.Serializable;

/**
 * A reference to a durable function's method, such as {@code LeadScoring::score}; it is never called, only asked for its name.
 *
 * @param <B> the bean
 * @param <P> the function's payload
 * @param <R> the function's result
 */
@FunctionalInterface
public interface Invocable<B, P, R> extends Serializable {

    R call(B bean, P payload) throws Exception;

    /** The same for a function that takes a {@link Step} after its payload. */
    @FunctionalInterface
    interface WithStep<B, P, R> extends Serializable {
        R call(B bean, P payload, Step step) throws Exception;
    }
}
