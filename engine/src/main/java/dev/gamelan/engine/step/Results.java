package dev.gamelan.engine.step;

import dev.gamelan.step.StepMisuseException;
import jakarta.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The results of steps: from Java to JSON and back, within the limits. */
final class Results {

    /** Longest result of a step, as JSON in bytes. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private final Codec codec;

    Results(Codec codec) {
        this.codec = codec;
    }

    /** @throws StepMisuseException when it cannot be stored, or could not be read again as what it is */
    String write(String step, Object value, Type type) {
        if (!(type instanceof ParameterizedType)) {
            checkReadable(step, value, type);
        }
        return write(step, "returned", value);
    }

    /**
     * What a step gives to somebody else, who has a type of his own for it.
     *
     * @throws StepMisuseException when it cannot be sent
     */
    String writePayload(String step, Object value) {
        return write(step, "sends", value);
    }

    private String write(String step, String verb, Object value) {
        String json;
        try {
            json = codec.write(value);
        } catch (IllegalArgumentException e) {
            throw new StepMisuseException(
                    "step '" + step + "' " + verb + " a value that cannot be stored: " + e.getMessage()
                            + ". Use a record, a bean, a string, a number, or nothing",
                    e);
        }
        if (isLongerThan(json, MAX_BYTES)) {
            throw new StepMisuseException("step '" + step + "' " + verb + " " + json.length()
                    + " characters of JSON; the limit is 4 MiB. Store it elsewhere and pass on where it is");
        }
        return json;
    }

    /** @throws StepMisuseException when what is stored does not fit the type that the code has today */
    Object read(String step, String json, Type type) {
        if (type == void.class || type == Void.class || json.equals("null")) {
            return null;
        }
        try {
            return codec.read(json, type);
        } catch (IllegalArgumentException e) {
            throw new StepMisuseException(
                    "step '" + step + "': its stored result does not fit " + type.getTypeName() + ": " + e.getMessage(),
                    e);
        }
    }

    static boolean isLongerThan(String text, int bytes) {
        return text.length() > bytes
                || (text.length() > bytes / 3 && text.getBytes(StandardCharsets.UTF_8).length > bytes);
    }

    /** JSON does not know which class an element of an erased list was of, nor what is in an Optional or a page of the author's. */
    private static void checkReadable(String step, Object value, Type type) {
        if (isErased(value, type)) {
            throw new StepMisuseException(
                    "step '" + step + "' returned a " + value.getClass().getSimpleName()
                            + " whose exact type the compiler has erased: write step.run(\"" + step
                            + "\", new TypeRef<…>() {}, …) with the full type, such as TypeRef<List<Contact>>");
        }
    }

    private static boolean isErased(Object value, Type type) {
        if (value == null || value instanceof JsonValue) {
            return false;
        }
        if (value instanceof Collection<?> elements) {
            return !elements.stream().allMatch(Results::isPlain);
        }
        if (value instanceof Map<?, ?> map) {
            return !map.values().stream().allMatch(Results::isPlain)
                    || !map.keySet().stream().allMatch(String.class::isInstance);
        }
        if (value instanceof Optional<?> optional) {
            return !isPlain(optional.orElse(null));
        }
        return type == Object.class
                ? !isPlain(value)
                : type instanceof Class<?> raw && raw.getTypeParameters().length > 0;
    }

    private static boolean isPlain(Object value) {
        return value == null || value instanceof String || value instanceof Boolean || value instanceof BigDecimal;
    }
}
