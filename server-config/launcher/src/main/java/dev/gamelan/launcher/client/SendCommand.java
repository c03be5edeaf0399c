package dev.gamelan.launcher.client;

import dev.gamelan.launcher.LauncherException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends an event. */
@Command(
        name = "send",
        description = "Sends an event. With --wait, prints the runs that it starts when they have ended;"
                + " exit code 4 if one of them has not completed, or not ended in time.",
        mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer> {

    static final int NOT_COMPLETED = 4;

    private static final long LOOK_MILLIS = 200;

    /** Of what is no object. */
    private static final int SHOWN = 40;

    @Mixin
    private ServerOption server;

    @Parameters(index = "0", paramLabel = "NAME", description = "Such as shop/order.paid")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DATA",
            description = "A JSON object; @FILE reads it from a file, - from the standard input. Default: {}")
    private String data = "{}";

    @Option(names = "--id", paramLabel = "ID", description = "Another event with it starts nothing for 24 hours.")
    private String id;

    @Option(names = "--wait", description = "Wait until the runs that it starts are over.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "For how long --wait waits. Default: ${DEFAULT-VALUE}",
            defaultValue = "60")
    private int timeout;

    @Override
    public Integer call() {
        if (timeout < 1) {
            throw new LauncherException("--timeout has to be 1 second or more, is " + timeout);
        }
        Rest rest = server.rest();
        JsonObjectBuilder event = Json.createObjectBuilder().add("name", name).add("data", data());
        if (id != null) {
            event.add("id", id);
        }
        JsonObject answer = rest.post("/e/cli", event.build().toString());
        String eventId = answer.getJsonArray("ids").getString(0);
        if (!wait) {
            server.out().println(server.isJson() ? answer.toString() : eventId);
            server.out().flush();
            return 0;
        }
        return print(runs(rest, eventId));
    }

    private JsonObject data() {
        String text = data;
        try {
            if (data.equals("-")) {
                text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            } else if (data.startsWith("@")) {
                text = Files.readString(Path.of(data.substring(1)));
            }
        } catch (NoSuchFileException e) {
            throw new LauncherException("DATA " + data + " cannot be read: there is no such file");
        } catch (IOException e) {
            throw new LauncherException("DATA " + data + " cannot be read: " + e.getMessage());
        }
        String rule = "DATA has to be a JSON object such as '{\"orderId\": 17}'";
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            if (reader.readValue() instanceof JsonObject object) {
                return object;
            }
        } catch (JsonException e) {
            throw new LauncherException(rule + ": " + e.getMessage());
        }
        throw new LauncherException(rule + ", is " + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text));
    }

    private List<JsonObject> runs(Rest rest, String eventId) {
        long end = System.nanoTime() + Duration.ofSeconds(timeout).toNanos();
        List<JsonObject> runs;
        do {
            pause();
            runs = rest.get("/v1/events/" + eventId + "/runs")
                    .getJsonArray("data")
                    .getValuesAs(JsonObject.class);
        } while ((runs.isEmpty() || !runs.stream().allMatch(Runs::isOver)) && System.nanoTime() < end);
        return runs;
    }

    private int print(List<JsonObject> runs) {
        if (server.isJson()) {
            runs.forEach(server.out()::println);
        } else if (runs.isEmpty()) {
            server.out()
                    .println("The event has started no run within " + timeout + " s. Does a function listen for " + name
                            + "? GET /v1/functions tells");
        } else {
            Runs.print(runs, server.out());
        }
        server.out().flush();
        boolean completed = !runs.isEmpty()
                && runs.stream().allMatch(run -> run.getString("status").equals("Completed"));
        return completed ? 0 : NOT_COMPLETED;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted");
        }
    }
}
