package dev.gamelan.engine.match;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The meeting point of a wait and what it waits for. A wait is stored under its topic, an event looks under the topics that it
 * belongs to, so that finding the one run in a hundred thousand that waits for this user is one look into an index.
 */
public final class Topic {

    /** The path of waits that take any event of a name. */
    public static final String ANY = "";

    private Topic() {}

    /**
     * @param path such as {@code data.userId}; {@link #ANY} for every event of the name
     * @param event {@code name}, {@code data} and so on
     * @return empty when the event has nothing, or null, at this path: then it matches nothing
     */
    public static Optional<String> ofEvent(String name, String path, JsonObject event) {
        return path.equals(ANY)
                ? Optional.of(hash("event\n" + name))
                : valueAt(path, event).map(value -> hash("event\n" + name + "\n" + path + "\n" + value));
    }

    /**
     * A piece of JSON that the data of every matching event contains, so that a database can leave most others out.
     *
     * @param event one that matches
     * @return empty when nothing can be said: a number, for instance, is written in several ways
     */
    public static Optional<String> needle(String path, JsonObject event) {
        return path.startsWith("data.") && member(path, event) instanceof JsonString text
                ? Optional.of(text.toString())
                : Optional.empty();
    }

    /** The value in a form that is the same for equal values: 1 and 1.0 are, 1 and "1" are not. */
    private static Optional<String> valueAt(String path, JsonObject event) {
        JsonValue value = member(path, event);
        if (value == null || value == JsonValue.NULL) {
            return Optional.empty();
        }
        return Optional.of(
                value instanceof JsonNumber number
                        ? number.bigDecimalValue().stripTrailingZeros().toString()
                        : value instanceof JsonString text ? "\"" + text.getString() : value.toString());
    }

    private static JsonValue member(String path, JsonObject event) {
        JsonValue value = event;
        for (String member : path.split("\\.", -1)) {
            value = value instanceof JsonObject object ? object.get(member) : null;
        }
        return value;
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 20);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
