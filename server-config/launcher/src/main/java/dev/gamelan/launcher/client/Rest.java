package dev.gamelan.launcher.client;

import dev.gamelan.launcher.LauncherException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The REST API of a server. Whatever is not a success is a {@link LauncherException} with what the server says. */
final class Rest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String url;

    Rest(String url) {
        this.url = url;
    }

    JsonObject get(String path) {
        return send(request(path).GET());
    }

    JsonObject post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    JsonObject delete(String path) {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
        } catch (IllegalArgumentException e) {
            throw new LauncherException("--url " + url + ": expected an address such as http://localhost:8288");
        }
    }

    private JsonObject send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonObject answer = parse(response);
            if (response.statusCode() >= 400) {
                throw new LauncherException(answer.getString("error", "the server answered " + response.statusCode()));
            }
            return answer;
        } catch (IOException e) {
            throw new LauncherException("no answer from " + url + ": "
                    + (e.getMessage() == null ? "the connection was refused" : e.getMessage())
                    + ". Is it running? ./gamelan status tells");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted");
        }
    }

    private JsonObject parse(HttpResponse<String> response) {
        if (response.body().isEmpty()) {
            return JsonObject.EMPTY_JSON_OBJECT;
        }
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new LauncherException(
                    url + " answered " + response.statusCode() + " and no JSON: it is no server of Gamelan");
        }
    }
}
