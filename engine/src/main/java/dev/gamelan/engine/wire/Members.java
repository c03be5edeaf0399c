package dev.gamelan.engine.wire;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The members of an object from outside, each checked as it is read; what is wrong is named with its path. A null counts as missing. */
final class Members {

    private static final Instant FIRST_TIME =
            OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC).toInstant();
    private static final Instant LAST_TIME =
            OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC).toInstant();

    private final JsonObject object;
    private final String path;

    Members(JsonObject object, String path) {
        this.object = object;
        this.path = path;
    }

    InvalidEventException wrong(String name, String rule) {
        return InvalidEventException.badRequest(path + name + " must be " + rule
                + Optional.ofNullable(object.get(name))
                        .map(value -> ", is " + EventRules.describe(value))
                        .orElse(", is missing"));
    }

    <T> T required(String name, String rule, Optional<T> value) {
        return value.orElseThrow(() -> wrong(name, rule));
    }

    Optional<String> text(String name, int most) {
        String rule = "a text of at most " + most + " characters without control characters";
        return value(name).map(value -> {
            if (value instanceof JsonString text
                    && text.getString().length() <= most
                    && text.getString().chars().noneMatch(Character::isISOControl)) {
                return text.getString();
            }
            throw wrong(name, rule);
        });
    }

    /** A text of any characters, cut by who stores it. */
    String anyText(String name) {
        return value(name)
                .map(value -> {
                    if (value instanceof JsonString text) {
                        return text.getString();
                    }
                    throw wrong(name, "a text");
                })
                .orElse("");
    }

    Optional<String> ulid(String name) {
        return value(name).map(value -> {
            if (value instanceof JsonString text && text.getString().matches("[0-7][0-9A-HJKMNP-TV-Z]{25}")) {
                return text.getString();
            }
            throw wrong(name, "an id of 26 characters (ULID, upper case)");
        });
    }

    Optional<Instant> time(String name) {
        return value(name).map(value -> {
            try {
                Instant time =
                        OffsetDateTime.parse(((JsonString) value).getString()).toInstant();
                if (!time.isBefore(FIRST_TIME) && time.isBefore(LAST_TIME)) {
                    return time;
                }
            } catch (DateTimeException | ClassCastException e) {
                // the same message as for a year that no database knows
            }
            throw wrong(name, "a time such as 2026-01-31T12:00:00Z (RFC 3339)");
        });
    }

    long number(String name, long least, long most) {
        if (value(name).orElse(null) instanceof JsonNumber number
                && number.isIntegral()
                && number.bigIntegerValue().bitLength() < Long.SIZE
                && number.longValue() >= least
                && number.longValue() <= most) {
            return number.longValue();
        }
        throw wrong(name, "a whole number from " + least + " to " + most);
    }

    <E extends Enum<E>> E choice(String name, E[] values, Function<E, String> names) {
        return text(name, Integer.MAX_VALUE)
                .flatMap(text -> Arrays.stream(values)
                        .filter(value -> names.apply(value).equals(text))
                        .findFirst())
                .orElseThrow(() ->
                        wrong(name, "one of " + Arrays.stream(values).map(names).collect(Collectors.joining(", "))));
    }

    /** False when it is missing. */
    boolean flag(String name) {
        return value(name)
                .map(value -> {
                    if (value.getValueType() == ValueType.TRUE || value.getValueType() == ValueType.FALSE) {
                        return value.getValueType() == ValueType.TRUE;
                    }
                    throw wrong(name, "true or false");
                })
                .orElse(false);
    }

    Optional<JsonObject> object(String name) {
        return value(name).map(value -> {
            if (value instanceof JsonObject found) {
                return found;
            }
            throw wrong(name, "an object");
        });
    }

    Optional<Members> members(String name) {
        return object(name).map(found -> new Members(found, path + name + "."));
    }

    /** The objects of an array, if there is one. */
    Optional<List<Members>> allOf(String name, int most) {
        return value(name).map(found -> all(name, most));
    }

    /** The objects of an array. */
    List<Members> all(String name, int most) {
        if (!(value(name).orElse(null) instanceof JsonArray array) || array.size() > most) {
            throw wrong(name, "an array of at most " + most + " objects");
        }
        return IntStream.range(0, array.size())
                .mapToObj(i -> {
                    String element = path + name + "[" + i + "]";
                    if (array.get(i) instanceof JsonObject found) {
                        return new Members(found, element + ".");
                    }
                    throw InvalidEventException.badRequest(
                            element + " must be an object, is " + EventRules.describe(array.get(i)));
                })
                .toList();
    }

    /**
     * Any JSON, as text.
     *
     * @param most characters
     */
    Optional<String> json(String name, int most) {
        return Optional.ofNullable(object.get(name)).map(JsonValue::toString).map(json -> {
            if (json.length() > most) {
                throw InvalidEventException.badRequest(
                        path + name + " must have at most " + most + " characters as JSON, has " + json.length());
            }
            return json;
        });
    }

    private Optional<JsonValue> value(String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> value.getValueType() != ValueType.NULL);
    }
}
