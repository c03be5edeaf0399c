package dev.gamelan.engine.wire;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** A request that carries data and nothing else: {@code {"data": {…}}}, or no body for none. */
public final class DataRequest {

    /** Largest body, in bytes. */
    public static final int MAX_BYTES = 512 * 1024;

    private DataRequest() {}

    /**
     * @return the data
     * @throws InvalidEventException naming what is wrong
     */
    public static JsonObject parse(byte[] body) {
        if (body.length > MAX_BYTES) {
            throw new InvalidEventException(413, "the request is larger than " + MAX_BYTES + " bytes");
        }
        if (body.length == 0) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        if (!(JsonText.parse(body) instanceof JsonObject request)
                || !request.keySet().stream().allMatch("data"::equals)
                || !(request.getOrDefault("data", JsonValue.EMPTY_JSON_OBJECT) instanceof JsonObject data)) {
            throw InvalidEventException.badRequest("the request must be an object such as {\"data\": {}}");
        }
        return data;
    }
}
