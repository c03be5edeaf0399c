package dev.gamelan.engine.wire;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/**
 * A signal that somebody sends: {@code {"signal": "…", "data": …}}.
 *
 * @param signal 1 to 256 characters
 * @param data what it carries, as JSON
 */
public record SignalRequest(String signal, String data) {

    /** Largest body, in bytes. */
    public static final int MAX_BYTES = 512 * 1024;

    private static final int MAX_LENGTH = 256;

    /** @throws InvalidEventException naming what is wrong */
    public static SignalRequest parse(byte[] body) {
        if (body.length > MAX_BYTES) {
            throw new InvalidEventException(413, "the signal is larger than " + MAX_BYTES + " bytes");
        }
        if (!(JsonText.parse(body) instanceof JsonObject request)) {
            throw InvalidEventException.badRequest(
                    "the request must be an object such as {\"signal\": \"approved\", \"data\": {}}");
        }
        if (!(request.get("signal") instanceof JsonString name)
                || name.getString().isEmpty()
                || name.getString().length() > MAX_LENGTH
                || name.getString().chars().anyMatch(Character::isISOControl)) {
            throw InvalidEventException.badRequest(
                    "signal must be a text of 1 to " + MAX_LENGTH + " characters without control characters");
        }
        return new SignalRequest(
                name.getString(), request.getOrDefault("data", JsonValue.NULL).toString());
    }
}
