package dev.gamelan.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a user of the HTTP interface does. Every answer is held against the {@link Contract}. */
public final class Api {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private final String url;

    Api(String url) {
        this.url = url;
    }

    /** An answer with a JSON object in it. */
    public record Answer(int status, JsonObject json, HttpResponse<String> response) {

        public String error() {
            return json.getString("error");
        }

        public JsonArray list() {
            return json.getJsonArray("data");
        }

        public JsonObject data() {
            return json.getJsonObject("data");
        }

        public List<String> ids() {
            return json.getJsonArray("ids").getValuesAs(JsonString::getString);
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    /**
     * What is no JSON.
     *
     * @param accept the header
     */
    public HttpResponse<String> text(String path, String accept) {
        try {
            HttpRequest request = request(path).header("Accept", accept).GET().build();
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            Contract.check(request, response, Optional.of(response.body()));
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What is as long as it likes; who has begun to read it closes it. */
    public HttpResponse<InputStream> download(String path) {
        try {
            return CLIENT.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Listens to what changes.
     *
     * @param query of {@code /v1/stream}, or empty
     */
    public Stream stream(String query, String... headers) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(url + "/v1/stream" + query)).header("Accept", "text/event-stream");
        HttpRequest request =
                (headers.length == 0 ? builder : builder.headers(headers)).GET().build();
        try {
            HttpResponse<InputStream> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
            Contract.check(request, response, Optional.empty());
            assertThat(response.statusCode()).isEqualTo(200);
            return new Stream(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer post(byte[] body, String... headers) {
        HttpRequest.Builder request = request("/e/test").POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public Answer post(String body, String... headers) {
        return post(body.getBytes(java.nio.charset.StandardCharsets.UTF_8), headers);
    }

    /** As a client does that offers HTTP/2, which is what Java's does unless told otherwise. */
    public Answer postOfferingHttp2(String body) {
        return send(
                request("/e/test").version(HttpClient.Version.HTTP_2).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Posts one event that has to be accepted. @return its internal id */
    public String send(String name, String data) {
        Answer answer = post(Json.createObjectBuilder()
                .add("name", name)
                .add("data", parse(data))
                .build()
                .toString());
        assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(200);
        return answer.ids().get(0);
    }

    public List<JsonObject> runs(String eventId) {
        Answer answer = get("/v1/events/" + eventId + "/runs");
        assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(200);
        return answer.list().getValuesAs(JsonObject.class);
    }

    /** The steps of a run. */
    public List<JsonObject> steps(String runId) {
        return get("/v1/runs/" + runId + "/steps").list().getValuesAs(JsonObject.class);
    }

    public Answer signal(String json) {
        return send(request("/v1/signals").POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** @return the status of the answer */
    public int cancel(String runId) {
        return delete("/v1/runs/" + runId);
    }

    /** @return the status of the answer */
    public int delete(String path) {
        try {
            HttpRequest request = request(path).DELETE().build();
            HttpResponse<Void> response = CLIENT.send(request, HttpResponse.BodyHandlers.discarding());
            Contract.check(request, response, Optional.empty());
            return response.statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer postTo(String path, String body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(70));
    }

    private static Answer send(HttpRequest.Builder builder) {
        try {
            HttpRequest request = builder.build();
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            Contract.check(request, response, Optional.of(response.body()));
            JsonObject json = response.body().isEmpty() ? JsonObject.EMPTY_JSON_OBJECT : parse(response.body());
            return new Answer(response.statusCode(), json, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject parse(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
