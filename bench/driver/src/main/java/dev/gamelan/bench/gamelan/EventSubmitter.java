package dev.gamelan.bench.gamelan;

import dev.gamelan.bench.subject.Submitter;
import dev.gamelan.bench.subject.Task;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Posts events: one as an object, several as an array. */
final class EventSubmitter implements Submitter {

    private static final String PATH = "/e/bench";

    private final HttpConnection connection;

    EventSubmitter(URI server) {
        connection = new HttpConnection(server);
    }

    @Override
    public void submit(List<Task> tasks) throws IOException {
        StringBuilder json = new StringBuilder(64 * tasks.size());
        boolean array = tasks.size() > 1;
        json.append(array ? "[" : "");
        for (int i = 0; i < tasks.size(); i++) {
            json.append(i > 0 ? "," : "");
            write(tasks.get(i), json);
        }
        json.append(array ? "]" : "");
        HttpConnection.Answer answer = connection.post(PATH, json.toString().getBytes(StandardCharsets.US_ASCII));
        if (answer.status() != 200) {
            throw new IOException("status " + answer.status() + ": " + answer.text());
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private static void write(Task task, StringBuilder json) {
        json.append("{\"name\":\"")
                .append(name(task))
                .append("\",\"data\":{\"key\":")
                .append(task.key());
        switch (task.work()) {
            case SLEEP -> json.append(",\"until\":").append(task.argument()).append('}');
            case LONG -> json.append(",\"steps\":").append(task.argument()).append('}');
            // An event in the future is stored now, and what it starts is due then.
            case SUBMIT -> json.append("},\"ts\":").append(System.currentTimeMillis() + TimeUnit.HOURS.toMillis(6));
            default -> json.append('}');
        }
        json.append('}');
    }

    private static String name(Task task) {
        return switch (task.work()) {
            case SUBMIT -> "bench/submit";
            case ONE -> "bench/one";
            case FIVE -> "bench/five";
            case FAN -> "bench/fan";
            case SLEEP -> "bench/sleep";
            case LONG -> "bench/steps";
        };
    }
}
