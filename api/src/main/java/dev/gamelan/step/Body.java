package dev.gamelan.step;

import java.io.Serializable;

/**
 * What a step does. Serializable only so that the type of its result can be asked of the lambda; nothing is serialised.
 *
 * @param <T> what it returns: anything JSON-B writes and reads again
 */
@FunctionalInterface
public interface Body<T> extends Serializable {
    T call() throws Exception;
}
