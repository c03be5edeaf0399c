package dev.gamelan.launcher.client;

import dev.gamelan.launcher.LauncherException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;

/** The REST API of a server. Whatever is not a success is a {@link LauncherException} with what the server says. */
final class Rest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int UNAVAILABLE = 503;

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

    /** An answer of any length; who has it closes it. */
    Reader stream(String path) {
        HttpResponse<InputStream> response = send(request(path).GET(), HttpResponse.BodyHandlers.ofInputStream());
        BufferedReader text = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        if (response.statusCode() < 400) {
            return text;
        }
        throw new LauncherException(parse(response.statusCode(), text.lines().collect(Collectors.joining()))
                .getString("error", "the server answered " + response.statusCode()));
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
        } catch (IllegalArgumentException e) {
            throw new LauncherException("--url " + url + ": expected an address such as http://localhost:8288");
        }
    }

    private JsonObject send(HttpRequest.Builder request) {
        HttpResponse<String> response = send(request, HttpResponse.BodyHandlers.ofString());
        JsonObject answer = parse(response.statusCode(), response.body());
        if (response.statusCode() >= 400) {
            String problem = answer.getString("error", "the server answered " + response.statusCode());
            throw response.statusCode() == UNAVAILABLE
                    ? new NoAnswerException(problem)
                    : new LauncherException(problem);
        }
        return answer;
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new NoAnswerException("no answer from " + url + ": "
                    + (e.getMessage() == null ? "the connection was refused" : e.getMessage())
                    + ". Is it running? ./gamelan status tells");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted");
        }
    }

    private JsonObject parse(int status, String body) {
        if (body.isEmpty()) {
            return JsonObject.EMPTY_JSON_OBJECT;
        }
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new LauncherException(url + " answered " + status + " and no JSON: it is no server of Gamelan");
        }
    }
}
