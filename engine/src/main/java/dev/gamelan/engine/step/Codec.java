package dev.gamelan.engine.step;

import java.lang.reflect.Type;

/** Between Java values and JSON. */
public interface Codec {

    /** @throws IllegalArgumentException when it cannot be written */
    String write(Object value);

    /** @throws IllegalArgumentException when the JSON does not fit the type */
    Object read(String json, Type type);
}
