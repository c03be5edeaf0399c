package dev.gamelan.launcher;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * What {@code /health/ready} says.
 *
 * @param ready whether the application, not only the server, is up
 * @param explanation the answer in a few words
 */
public record Readiness(boolean ready, String explanation) {

    static final String CHECK = "gamelan";

    static Readiness ask(String url) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(url + "/health/ready").toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(5_000);
            int status = connection.getResponseCode();
            try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return of(status, body);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return new Readiness(false, "no answer: " + e.getMessage());
        }
    }

    static Readiness of(int status, InputStream body) {
        if (body == null) {
            return new Readiness(false, "HTTP status " + status);
        }
        try (JsonReader reader = Json.createReader(body)) {
            JsonObject answer = reader.readObject();
            for (JsonObject check : answer.getJsonArray("checks").getValuesAs(JsonObject.class)) {
                if (check.getString("name").equals(CHECK)) {
                    boolean up = status == 200 && check.getString("status").equals("UP");
                    return new Readiness(up, up ? "ready" : "not ready: " + answer);
                }
            }
            return new Readiness(false, "the application is not deployed or not started");
        } catch (JsonException | NullPointerException | ClassCastException e) {
            return new Readiness(false, "HTTP status " + status);
        }
    }
}
