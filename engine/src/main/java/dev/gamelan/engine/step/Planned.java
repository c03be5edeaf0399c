package dev.gamelan.engine.step;

import dev.gamelan.step.Body;
import java.lang.reflect.Type;

/**
 * A step that is to go on beside others.
 *
 * @param body what it carries out; null of an invocation
 * @param invocation what it waits for; null of a body
 * @param type of its result
 */
record Planned(Entered step, Body<?> body, Await.Invocation invocation, Type type, int retries) {

    String key() {
        return step.key();
    }
}
