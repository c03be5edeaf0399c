package dev.gamelan.engine.step;

import dev.gamelan.step.StepMisuseException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

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
        String json;
        try {
            json = codec.write(value);
        } catch (IllegalArgumentException e) {
            throw new StepMisuseException(
                    "step '" + step + "' returned a value that cannot be stored: " + e.getMessage()
                            + ". Return a record, a bean, a string, a number, or nothing",
                    e);
        }
        if (isLongerThan(json, MAX_BYTES)) {
            throw new StepMisuseException("step '" + step + "' returned " + json.length()
                    + " characters of JSON; the limit is 4 MiB. Store it elsewhere and return where it is");
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
                    "step '" + step + "': its stored result does not fit " + type.getTypeName()
                            + "; if the code was changed, give the step another id: " + e.getMessage(),
                    e);
        }
    }

    static boolean isLongerThan(String text, int bytes) {
        return text.length() > bytes
                || (text.length() > bytes / 3 && text.getBytes(StandardCharsets.UTF_8).length > bytes);
    }

    /** JSON does not know which class an element of an erased list was of. */
    private static void checkReadable(String step, Object value, Type type) {
        boolean erased = isErased(value) || (type == Object.class && !isPlain(value));
        if (erased) {
            throw new StepMisuseException(
                    "step '" + step + "' returned a " + value.getClass().getSimpleName()
                            + " whose exact type the compiler has erased: write step.run(\"" + step
                            + "\", new TypeRef<…>() {}, …) with the full type, such as TypeRef<List<Contact>>");
        }
    }

    private static boolean isErased(Object value) {
        if (value instanceof Collection<?> elements) {
            return !elements.stream().allMatch(Results::isPlain);
        }
        return value instanceof Map<?, ?> map
                && !(map.values().stream().allMatch(Results::isPlain)
                        && map.keySet().stream().allMatch(String.class::isInstance));
    }

    private static boolean isPlain(Object value) {
        return value == null || value instanceof String || value instanceof Boolean || value instanceof BigDecimal;
    }
}
