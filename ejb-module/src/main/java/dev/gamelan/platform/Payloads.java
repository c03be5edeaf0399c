package dev.gamelan.platform;

import dev.gamelan.engine.json.Jsons;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;

/** Between Java values and JSON, by JSON-B's rules. */
public final class Payloads {

    private static final Jsonb JSONB = JsonbBuilder.create();

    private Payloads() {}

    /** @throws IllegalArgumentException when JSON-B cannot write it */
    public static JsonValue toJson(Object value) {
        return parse(toText(value));
    }

    /** @throws IllegalArgumentException when JSON-B cannot write it */
    public static String toText(Object value) {
        if (value == null) {
            return "null";
        }
        try {
            return value instanceof JsonValue json ? json.toString() : JSONB.toJson(value);
        } catch (JsonbException | StackOverflowError e) {
            throw new IllegalArgumentException(
                    value.getClass().getName() + " cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException when the JSON does not fit the type */
    public static <T> T fromText(String json, Class<T> type) {
        return type.cast(fromText(json, (Type) type));
    }

    /** @throws IllegalArgumentException when the JSON does not fit the type */
    public static Object fromText(String json, Type type) {
        if (type instanceof Class<?> plain && JsonValue.class.isAssignableFrom(plain)) {
            return plain.cast(parse(json));
        }
        try {
            return JSONB.fromJson(json, type);
        } catch (JsonbException e) {
            throw new IllegalArgumentException(
                    "the JSON does not fit " + type.getTypeName() + ": " + e.getMessage(), e);
        }
    }

    public static JsonValue parse(String json) {
        return Jsons.parse(json);
    }
}
