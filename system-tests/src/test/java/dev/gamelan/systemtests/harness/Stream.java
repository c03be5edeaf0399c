package dev.gamelan.systemtests.harness;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** What a client of {@code GET /v1/stream} hears. */
public final class Stream implements AutoCloseable {

    private final HttpResponse<InputStream> response;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private volatile boolean isEnded;

    /**
     * @param name of the message
     * @param id to go on from, or empty
     * @param at when it came, of {@link System#nanoTime}
     */
    public record Message(String name, String id, JsonObject data, long at) {

        public List<JsonObject> runs() {
            return data.getJsonArray("runs").getValuesAs(JsonObject.class);
        }

        /** Whether it tells of a run that this event has started. */
        public boolean hasRunOf(String eventId) {
            return name.equals("changes")
                    && runs().stream().anyMatch(run -> run.getString("event_id").equals(eventId));
        }

        public List<JsonObject> events() {
            return data.getJsonArray("events").getValuesAs(JsonObject.class);
        }

        public List<String> deletedRuns() {
            return data.getJsonArray("deleted_runs").getValuesAs(JsonString::getString);
        }

        public List<String> deletedEvents() {
            return data.getJsonArray("deleted_events").getValuesAs(JsonString::getString);
        }
    }

    Stream(HttpResponse<InputStream> response) {
        this.response = response;
        Thread reader = new Thread(this::read, "stream");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = "";
            String id = "";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    comments.add(line);
                } else if (line.startsWith("event:")) {
                    name = value(line);
                } else if (line.startsWith("id:")) {
                    id = value(line);
                } else if (line.startsWith("data:")) {
                    data.append(value(line));
                } else if (line.isEmpty() && !data.isEmpty()) {
                    messages.add(new Message(name, id, parse(data.toString()), System.nanoTime()));
                    data.setLength(0);
                }
            }
        } catch (IOException e) {
            // the end of the connection
        } finally {
            isEnded = true;
        }
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }

    private static JsonObject parse(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    public HttpResponse<InputStream> response() {
        return response;
    }

    /** Everything that it has heard, in its order. */
    public List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Every state of this run that it has heard of, in its order. */
    public List<JsonObject> statesOf(String runId) {
        return runs().stream()
                .filter(run -> run.getString("run_id").equals(runId))
                .toList();
    }

    /** Every run that it has heard of, as often as it has. */
    public List<JsonObject> runs() {
        return changes().flatMap(message -> message.runs().stream()).toList();
    }

    /** Every event that it has heard of, as often as it has. */
    public List<JsonObject> events() {
        return changes().flatMap(message -> message.events().stream()).toList();
    }

    /** Every run that it has heard is deleted. */
    public List<String> deletedRuns() {
        return changes().flatMap(message -> message.deletedRuns().stream()).toList();
    }

    /** Every event that it has heard is deleted. */
    public List<String> deletedEvents() {
        return changes().flatMap(message -> message.deletedEvents().stream()).toList();
    }

    private java.util.stream.Stream<Message> changes() {
        return messages.stream().filter(message -> message.name().equals("changes"));
    }

    public List<String> comments() {
        return List.copyOf(comments);
    }

    public boolean isEnded() {
        return isEnded;
    }

    /** Waits for a message. @return the first such */
    public Message await(Duration longest, Predicate<Message> condition) {
        try {
            return org.awaitility.Awaitility.await()
                    .atMost(longest)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> messages.stream().filter(condition).findFirst(), java.util.Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "within " + longest + " it has heard only " + messages + comments
                            + (isEnded ? ", and then the end" : ""),
                    e);
        }
    }

    /** Waits for a message of this name. @return the first */
    public Message await(String name) {
        return await(Duration.ofSeconds(20), message -> message.name().equals(name));
    }

    /** Waits until the run is heard of in this status. @return the message */
    public Message await(String runId, String status) {
        return await(
                Duration.ofSeconds(30),
                message -> message.name().equals("changes")
                        && message.runs().stream()
                                .anyMatch(run -> run.getString("run_id").equals(runId)
                                        && run.getString("status").equals(status)));
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
