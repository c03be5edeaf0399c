import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long after the POST a hello event is in its functions, on a server that {@code ./gamelan up} has started:
 *
 * <pre>java bench/HelloLatency.java [url] [count] [milliseconds between events]</pre>
 *
 * From the moment before the request is sent, by this machine's clock, to the start of the run, by the database's: run it on
 * the same machine. The first events after a start show the cold server.
 */
public class HelloLatency {

    private static final Pattern ID = Pattern.compile("\"ids\":\\[\"(\\w+)\"");
    private static final Pattern RUN =
            Pattern.compile("\"function_id\":\"([\\w-]+)\"[^}]*?\"run_started_at\":\"([^\"]+)\"");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private record Sent(String id, Instant at) {}

    public static void main(String[] arguments) throws Exception {
        String url = arguments.length > 0 ? arguments[0] : "http://localhost:8288";
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        long pause = arguments.length > 2 ? Long.parseLong(arguments[2]) : 100;

        List<Sent> sent = new ArrayList<>();
        List<Double> posts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant at = Instant.now();
            String answer = send(HttpRequest.newBuilder(URI.create(url + "/e/bench"))
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"name\":\"test/hello.world\",\"data\":{\"email\":\"bench@example.com\"}}")));
            posts.add(millis(at, Instant.now()));
            Matcher id = ID.matcher(answer);
            if (!id.find()) {
                throw new IllegalStateException(answer);
            }
            sent.add(new Sent(id.group(1), at));
            Thread.sleep(pause);
        }
        Thread.sleep(1000);

        List<Double> starts = new ArrayList<>();
        for (Sent event : sent) {
            Matcher run = RUN.matcher(
                    send(HttpRequest.newBuilder(URI.create(url + "/v1/events/" + event.id() + "/runs"))));
            int runs = 0;
            for (; run.find(); runs++) {
                starts.add(millis(event.at(), Instant.parse(run.group(2))));
            }
            if (runs != 3) {
                throw new IllegalStateException("event " + event.id() + " has " + runs + " started runs and not 3");
            }
        }
        print("POST answered", posts);
        print("POST to start of run", starts);
    }

    private static void print(String what, List<Double> millis) {
        System.out.printf("%s: first %.1f ms", what, millis.get(0));
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        System.out.printf(
                ", median %.1f ms, p99 %.1f ms, max %.1f ms (n = %d)%n",
                sorted.get(sorted.size() / 2),
                sorted.get((int) (sorted.size() * 0.99)),
                sorted.get(sorted.size() - 1),
                sorted.size());
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
}
