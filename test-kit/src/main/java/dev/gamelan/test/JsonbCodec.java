package dev.gamelan.test;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.step.Codec;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;

/** JSON as the server writes and reads it. */
final class JsonbCodec implements Codec {

    private static final Jsonb JSONB = JsonbBuilder.create();

    @Override
    public String write(Object value) {
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

    @Override
    public Object read(String json, Type type) {
        if (type instanceof Class<?> raw && JsonValue.class.isAssignableFrom(raw)) {
            return raw.cast(parse(json));
        }
        try {
            return JSONB.fromJson(json, type);
        } catch (JsonbException | ClassCastException e) {
            throw new IllegalArgumentException("JSON does not fit " + type.getTypeName() + ": " + e.getMessage(), e);
        }
    }

    static JsonValue parse(String json) {
        return Jsons.parse(json);
    }

    static JsonObject object(String json) {
        return parse(json).asJsonObject();
    }
}
