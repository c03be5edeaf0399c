package dev.gamelan.engine.wire;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.event.EventPattern;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Turns one JSON object into an event, or says which member breaks which rule. */
final class EventRules {

    static final int MAX_EVENT_BYTES = 512 * 1024;
    private static final int MAX_ID_LENGTH = 255;
    private static final String RESERVED_PREFIX = "inngest/";
    private static final String RESERVED_MEMBER = "_inngest";
    private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final JsonObject event;
    private final String path;

    /** @param path what to call the event in messages, with a dot at its end when there is more than one */
    EventRules(JsonObject event, String path) {
        this.event = event;
        this.path = path;
    }

    IncomingEvent check(String internalId) {
        String name = name();
        String data = object("data").map(EventRules::withoutReserved).orElse("{}");
        Optional<String> user = object("user").map(JsonValue::toString);
        Optional<String> meta = object("meta").map(JsonValue::toString);
        int bytes = bytes(data)
                + user.map(EventRules::bytes).orElse(0)
                + meta.map(EventRules::bytes).orElse(0);
        if (bytes > MAX_EVENT_BYTES) {
            throw new InvalidEventException(
                    413, path + "data has " + bytes + " bytes as JSON; at most " + MAX_EVENT_BYTES + " are accepted");
        }
        return new IncomingEvent(
                internalId,
                string("id", MAX_ID_LENGTH).filter(id -> !id.isEmpty()),
                name,
                data,
                user,
                meta,
                string("v", MAX_ID_LENGTH),
                timestamp());
    }

    private String name() {
        String name = string("name", EventPattern.MAX_LENGTH).orElseThrow(() -> fail("name", "is missing"));
        if (name.isBlank()) {
            throw fail("name", "is empty");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw fail("name", "contains a control character");
        }
        if (name.toLowerCase(Locale.ROOT).startsWith(RESERVED_PREFIX)) {
            throw fail("name", "is reserved for internal use: " + name);
        }
        return name;
    }

    private Optional<Instant> timestamp() {
        JsonValue value = event.get("ts");
        if (absent(value)) {
            return Optional.empty();
        }
        if (!(value instanceof JsonNumber number)) {
            throw fail("ts", "must be a number of milliseconds since 1970, is " + describe(value));
        }
        double approximate = number.doubleValue();
        if (approximate == 0) {
            return Optional.empty();
        }
        if (approximate < EARLIEST.toEpochMilli() || approximate >= LATEST.toEpochMilli()) {
            throw fail("ts", "must lie between the years 1980 and 2100, in milliseconds since 1970; is " + number);
        }
        return Optional.of(Instant.ofEpochMilli(number.longValue()));
    }

    private Optional<JsonObject> object(String member) {
        JsonValue value = event.get(member);
        if (absent(value)) {
            return Optional.empty();
        }
        if (!(value instanceof JsonObject object)) {
            throw fail(member, "must be an object, is " + describe(value));
        }
        return Optional.of(object);
    }

    private Optional<String> string(String member, int maxLength) {
        JsonValue value = event.get(member);
        if (absent(value)) {
            return Optional.empty();
        }
        if (!(value instanceof JsonString string)) {
            throw fail(member, "must be a string, is " + describe(value));
        }
        if (string.getString().length() > maxLength) {
            throw fail(
                    member,
                    "has " + string.getString().length() + " characters; at most " + maxLength + " are accepted");
        }
        return Optional.of(string.getString());
    }

    private InvalidEventException fail(String member, String rule) {
        return InvalidEventException.badRequest(path + member + " " + rule);
    }

    private static boolean absent(JsonValue value) {
        return value == null || value.getValueType() == ValueType.NULL;
    }

    static String describe(JsonValue value) {
        return switch (value.getValueType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case TRUE, FALSE -> "a boolean";
            case NULL -> "null";
        };
    }

    /** Servers talk to each other in this member; nobody else may. */
    private static String withoutReserved(JsonObject data) {
        return data.containsKey(RESERVED_MEMBER)
                ? Jsons.object(data).remove(RESERVED_MEMBER).build().toString()
                : data.toString();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
