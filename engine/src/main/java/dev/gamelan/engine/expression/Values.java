package dev.gamelan.engine.expression;

import dev.gamelan.engine.json.Jsons;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of the dialect: null, {@code Boolean}, {@code String}, {@code Long} and beyond it {@code BigDecimal}, {@code List},
 * {@code Map}, {@code Instant}, {@code Duration}. JSON arrays and objects are lists and maps as they are; what is in them is
 * adapted when it is looked at.
 */
final class Values {

    /** Zeros that are written out; beyond, an exponent. */
    private static final int PLAIN_DIGITS = 40;

    private Values() {}

    static Object of(Object value) {
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString text) {
            return text.getString();
        }
        if (value instanceof JsonNumber number) {
            return number(number);
        }
        if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return value == JsonValue.TRUE;
        }
        return ofJava(value);
    }

    private static Object ofJava(Object value) {
        if (value instanceof String
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof BigDecimal
                || value instanceof List
                || value instanceof Map
                || value instanceof Instant
                || value instanceof Duration) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (value instanceof Double || value instanceof Float) {
            return ofDouble(Double.parseDouble(value.toString()));
        }
        throw new IllegalArgumentException(
                "an expression cannot look at a " + value.getClass().getName()
                        + "; give it JSON values, texts, numbers, booleans, lists, maps and instants");
    }

    private static Object number(JsonNumber number) {
        try {
            return number.isIntegral() ? number.longValueExact() : number.bigDecimalValue();
        } catch (ArithmeticException e) {
            return number.bigDecimalValue();
        } catch (NumberFormatException | UnsupportedOperationException e) {
            return null; // more digits than the JSON implementation reads
        }
    }

    /** Null for what JSON does not know: infinity, and what is no number. */
    static Object ofDouble(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value) : null;
    }

    static boolean isTrue(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Long number) {
            return number != 0;
        }
        return value instanceof BigDecimal number ? number.signum() != 0 : value != null;
    }

    static boolean equal(Object one, Object other, Evaluation evaluation) {
        evaluation.step();
        if (one instanceof String text) {
            evaluation.characters(text.length());
            return text.equals(other);
        }
        if (one instanceof Long number && other instanceof Long) {
            return number.equals(other);
        }
        if (isNumber(one)) {
            return isNumber(other) && decimal(one).compareTo(decimal(other)) == 0;
        }
        if (one instanceof List<?> list) {
            return other instanceof List<?> elements && equalLists(list, elements, evaluation);
        }
        if (one instanceof Map<?, ?> map) {
            return other instanceof Map<?, ?> members && equalMaps(map, members, evaluation);
        }
        return one == null ? other == null : one.equals(other);
    }

    private static boolean equalLists(List<?> one, List<?> other, Evaluation evaluation) {
        if (one.size() != other.size()) {
            return false;
        }
        Iterator<?> others = other.iterator();
        for (Object element : one) {
            if (!equal(of(element), of(others.next()), evaluation)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalMaps(Map<?, ?> one, Map<?, ?> other, Evaluation evaluation) {
        if (one.size() != other.size()) {
            return false;
        }
        for (Map.Entry<?, ?> member : one.entrySet()) {
            Object key = member.getKey();
            if (!other.containsKey(key) || !equal(of(member.getValue()), of(other.get(key)), evaluation)) {
                return false;
            }
        }
        return true;
    }

    /** Empty when there is no order between the two. */
    static Optional<Integer> compare(Object one, Object other, Evaluation evaluation) {
        if (one instanceof Long a && other instanceof Long b) {
            return Optional.of(Long.compare(a, b));
        }
        if (isNumber(one) && isNumber(other)) {
            return Optional.of(decimal(one).compareTo(decimal(other)));
        }
        if (one instanceof String a && other instanceof String b) {
            evaluation.characters(Math.min(a.length(), b.length()));
            return Optional.of(compareTexts(a, b));
        }
        if (one instanceof Boolean a && other instanceof Boolean b) {
            return Optional.of(Boolean.compare(a, b));
        }
        if (one instanceof Instant a && other instanceof Instant b) {
            return Optional.of(a.compareTo(b));
        }
        return one instanceof Duration a && other instanceof Duration b
                ? Optional.of(a.compareTo(b))
                : Optional.empty();
    }

    /** In the order of code points, as CEL and databases do; Java compares halves of surrogate pairs. */
    private static int compareTexts(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // A half of a surrogate pair stands for something above every single character.
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof BigDecimal;
    }

    static BigDecimal decimal(Object number) {
        return number instanceof Long integer ? BigDecimal.valueOf(integer) : (BigDecimal) number;
    }

    /** Equal keys of maps are equal objects. */
    static Object key(Object value) {
        if (!(value instanceof BigDecimal number)) {
            return value;
        }
        BigDecimal shortest = number.stripTrailingZeros();
        boolean isShort = shortest.scale() <= 0 && shortest.precision() - (long) shortest.scale() < 20;
        return isShort && shortest.toBigIntegerExact().bitLength() < Long.SIZE
                ? (Object) shortest.longValueExact()
                : shortest;
    }

    /** The same for equal values; numbers without needless zeros. Empty for null. */
    static Optional<String> text(Object value) {
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value);
        }
        if (value instanceof BigDecimal number) {
            BigDecimal shortest = number.stripTrailingZeros();
            boolean isLong = shortest.scale() > PLAIN_DIGITS || shortest.scale() < -PLAIN_DIGITS;
            return Optional.of(isLong ? shortest.toString() : shortest.toPlainString());
        }
        if (value instanceof Duration duration) {
            return text(BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9)))
                    .map(seconds -> seconds + "s");
        }
        return Optional.of(
                value instanceof List || value instanceof Map ? json(value).toString() : value.toString());
    }

    static JsonValue json(Object value) {
        if (value instanceof JsonValue json) {
            return json;
        }
        if (value == null) {
            return JsonValue.NULL;
        }
        if (value instanceof Boolean truth) {
            return truth ? JsonValue.TRUE : JsonValue.FALSE;
        }
        if (isNumber(value)) {
            return Jsons.number(decimal(value));
        }
        if (value instanceof List<?> list) {
            JsonArrayBuilder array = Jsons.array();
            list.forEach(element -> array.add(json(of(element))));
            return array.build();
        }
        if (value instanceof Map<?, ?> map) {
            JsonObjectBuilder object = Jsons.object();
            map.forEach((key, member) -> object.add(text(of(key)).orElse("null"), json(of(member))));
            return object.build();
        }
        return Jsons.string(text(value).orElseThrow());
    }
}
