package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Invariants;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Thousands of sleeps end while the server is down. */
@Order(16)
class OverdueIT {

    /** The database of production gets the whole crowd; what differs on H2 shows with fewer, in a quarter of the time. */
    private static final int SLEEPING = TestServer.get().database().isExternal() ? 20_000 : 4_000;

    private static final int BATCH = 2_000;

    /** From when the end of the night is moved to this end: by then the server is down. */
    private static final Duration LONG_ENOUGH_TO_KILL = Duration.ofSeconds(8);

    private static final Duration ASLEEP = Duration.ofMinutes(3);
    private static final Duration DRAINED = Duration.ofMinutes(3);

    /** No measure of speed: whether somebody who posts an event is still served. */
    private static final Duration RESPONSIVE = Duration.ofSeconds(10);

    private final TestServer server = TestServer.get();
    private final Api api = server.api();

    @BeforeAll
    static void deploy() {
        assumeTrue(
                TestServer.get().database().isExternal() || Boolean.getBoolean("gamelan.long"),
                "on H2 with -Dgamelan.long=true");
        TestServer.get().deployExtended();
    }

    @Test
    void eachWakesOnceAndEventsAreStillAccepted() {
        String since = api.send("test/effects", "{\"run\": \"none\"}");
        Instant morning = Instant.now().plus(Duration.ofDays(1));
        String event = "{\"name\": \"test/until\", \"data\": {\"moment\": \"" + morning + "\"}}";
        for (int sent = 0; sent < SLEEPING; sent += BATCH) {
            assertThat(api.post(Collections.nCopies(BATCH, event).toString()).status())
                    .isEqualTo(200);
        }
        await().atMost(ASLEEP).pollInterval(Duration.ofSeconds(1)).until(() -> asleep(since) == SLEEPING);

        Instant earlier = Instant.now().plus(LONG_ENOUGH_TO_KILL);
        Await.endedRun(api, api.send("test/morning", "{\"moment\": \"" + earlier + "\"}"), "morning");
        server.kill();
        await().atMost(LONG_ENOUGH_TO_KILL.multipliedBy(2))
                .until(() -> Instant.now().isAfter(earlier));
        server.up();

        List<Duration> answers = new ArrayList<>();
        await().atMost(DRAINED).pollInterval(Duration.ofMillis(50)).until(() -> {
            Instant before = Instant.now();
            api.send("test/sequence", "{}");
            answers.add(Duration.between(before, Instant.now()));
            return answers.size() % 20 == 0 && asleep(since) == 0;
        });
        // "woke" is an effect of each: the checker counts exactly one.
        Invariants.hold(api, since, 0, DRAINED);
        Collections.sort(answers);
        assertThat(answers.get(answers.size() * 99 / 100 - 1))
                .as("99 of 100 of %d answers", answers.size())
                .isLessThan(RESPONSIVE);
    }

    private int asleep(String since) {
        JsonObject run = Await.endedRun(
                api, api.send("test/asleep", "{\"since\": \"" + since + "\", \"functionId\": \"until\"}"), "asleep");
        return run.getInt("output");
    }
}
