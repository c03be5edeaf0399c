package dev.gamelan.engine.expression;

import jakarta.json.JsonValue;
import java.util.List;

/**
 * What every match fulfils: the value at the path equals this one.
 *
 * @param path the root first, such as {@code event}, {@code data}, {@code userId}
 * @param value a string, a boolean or a number. Numbers are equal by their exact value, however they are written: 1, 1.0, 1e0
 */
public record Equality(List<String> path, JsonValue value) {

    public Equality {
        path = List.copyOf(path);
    }
}
