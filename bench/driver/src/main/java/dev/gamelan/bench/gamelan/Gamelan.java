package dev.gamelan.bench.gamelan;

import dev.gamelan.bench.recording.Recorder.Progress;
import dev.gamelan.bench.subject.Moments;
import dev.gamelan.bench.subject.Subject;
import dev.gamelan.bench.subject.Submitter;
import dev.gamelan.bench.subject.Work;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A running server that has the bench functions in its EAR. What they recorded is read through the module {@code /bench}. */
public final class Gamelan implements Subject {

    private static final long LONGEST_QUESTION = 2_000;
    private static final long HISTORY_AT_ONCE = 20_000;

    private final String name;
    private final URI server;
    private final List<Long> databaseProcesses;
    private final HttpConnection connection;

    /** @param databaseProcesses none for H2, which is within the server */
    public Gamelan(String name, URI server, List<Long> databaseProcesses) {
        this.name = name;
        this.server = server;
        this.databaseProcesses = databaseProcesses;
        this.connection = new HttpConnection(server);
    }

    /** The module of the functions is the last to be loaded: the server says before that it is ready. */
    public void awaitFunctions() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (connection.get("/bench/server/identity").status() != 200) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the bench functions are not there");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean supports(Work work) {
        return true;
    }

    @Override
    public Submitter submitter() {
        return new EventSubmitter(server);
    }

    @Override
    public int tasksPerRequest(Work work) {
        return 100;
    }

    @Override
    public void begin(int base, int size) throws IOException {
        post("recording?base=" + base + "&size=" + size);
    }

    @Override
    public Progress await(Progress wanted, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            JsonObject json = get("recording/progress?started=" + wanted.started() + "&finished=" + wanted.finished()
                    + "&steps=" + wanted.steps() + "&millis=" + Math.max(0, Math.min(LONGEST_QUESTION, left)));
            Progress progress = new Progress(number(json, "started"), number(json, "finished"), number(json, "steps"));
            boolean reached = progress.started() >= wanted.started()
                    && progress.finished() >= wanted.finished()
                    && progress.steps() >= wanted.steps();
            if (reached || left <= 0) {
                return progress;
            }
        }
    }

    @Override
    public Moments moments() throws IOException {
        JsonObject json = get("recording/times");
        return new Moments(numbers(json.getJsonArray("started")), numbers(json.getJsonArray("finished")));
    }

    @Override
    public long completed(Work work) throws IOException {
        String query = functions(work).stream().map(id -> "function=" + id).collect(Collectors.joining("&"));
        return number(get("server/completed?" + query), "completed");
    }

    @Override
    public boolean keepsHistory() {
        return true;
    }

    @Override
    public void storeHistory(long from, long count) throws IOException {
        for (long next = from; next < from + count; next += HISTORY_AT_ONCE) {
            post("server/history?from=" + next + "&runs=" + Math.min(HISTORY_AT_ONCE, from + count - next));
        }
    }

    @Override
    public void closeGate() throws IOException {
        post("recording/gate/closed");
    }

    @Override
    public void openGate() throws IOException {
        post("recording/gate/open");
    }

    @Override
    public long heap() throws IOException {
        return number(get("server/heap"), "used");
    }

    @Override
    public List<Long> processes() {
        try {
            List<Long> all = new ArrayList<>(databaseProcesses);
            all.add(number(get("server/identity"), "pid"));
            return all;
        } catch (IOException e) {
            return databaseProcesses;
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private static List<String> functions(Work work) {
        return switch (work) {
            case SUBMIT -> List.of("bench-submit");
            case ONE -> List.of("bench-one");
            case FIVE -> List.of("bench-five");
            case FAN -> IntStream.range(0, 10).mapToObj(i -> "bench-fan-" + i).toList();
            case SLEEP -> List.of("bench-sleeper");
            case LONG -> List.of("bench-long");
        };
    }

    private JsonObject get(String path) throws IOException {
        return json(connection.get("/bench/" + path));
    }

    private void post(String path) throws IOException {
        json(connection.post("/bench/" + path, new byte[0]));
    }

    private static JsonObject json(HttpConnection.Answer answer) throws IOException {
        if (answer.status() != 200) {
            throw new IOException("status " + answer.status() + ": " + answer.text());
        }
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(answer.body()))) {
            return reader.readObject();
        }
    }

    private static long number(JsonObject json, String key) {
        return json.getJsonNumber(key).longValue();
    }

    private static long[] numbers(JsonArray array) {
        return array.getValuesAs(JsonNumber.class).stream()
                .mapToLong(JsonNumber::longValue)
                .toArray();
    }
}
