package dev.gamelan.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many events of {@code test/slow}, each of which starts two functions that take a while. */
public final class Backlog {

    private static final String[] FUNCTIONS = {"slow-left", "slow-right"};
    private static final int BATCH = 100;

    private Backlog() {}

    /** @return the ids of the acknowledged events: all of them */
    public static List<String> post(Api api, int count, int millis) {
        List<String> ids = new ArrayList<>();
        for (int sent = 0; sent < count; sent += BATCH) {
            int first = sent;
            int behind = Math.min(sent + BATCH, count);
            Api.Answer answer = api.post(IntStream.range(first, behind)
                    .mapToObj(number -> event(number, millis))
                    .collect(Collectors.joining(",", "[", "]")));
            assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(200);
            ids.addAll(answer.ids());
        }
        return ids;
    }

    /** Waits until each of these events has exactly one completed run of each of the two functions. */
    public static void awaitCompletion(Api api, List<String> eventIds, Duration longest) {
        Await.oneCompletedRunEach(api, eventIds, longest, FUNCTIONS);
    }

    /** @param acknowledged is told of each. @return the ids of the events, all of which have to be acknowledged */
    public static List<String> postOneByOne(Api api, int count, Runnable acknowledged) {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Api.Answer answer = api.post(event(number, 1));
            assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(200);
            ids.addAll(answer.ids());
            acknowledged.run();
        }
        return ids;
    }

    /** Posts one event after the other until the server is gone. @return the ids of those that it acknowledged */
    public static List<String> postUntilRefused(Api api) {
        List<String> ids = new ArrayList<>();
        try {
            while (ids.size() < 10_000) {
                Api.Answer answer = api.post(event(ids.size(), 1));
                if (answer.status() == 200) {
                    ids.addAll(answer.ids());
                }
            }
        } catch (UncheckedIOException e) {
            return ids;
        }
        throw new AssertionError("the server was never gone");
    }

    private static String event(int number, int millis) {
        return "{\"name\":\"test/slow\",\"data\":{\"number\":%d,\"millis\":%d}}".formatted(number, millis);
    }
}
