package dev.gamelan.examples.digest;

import static dev.gamelan.engine.run.RunStatus.CANCELLED;
import static dev.gamelan.engine.run.RunStatus.COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.test.FunctionTest;
import dev.gamelan.test.TestRun;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NightlyDigestTest {

    private final Comments comments = new Comments();
    private final FunctionTest test =
            FunctionTest.of(new NightlyDigest(comments), comments).strict();

    @Test
    void sendsWhatHappenedUntilTwoInTheMorning() {
        TestRun run = test.send(new DigestDue("ann", "Europe/Berlin"));
        assertThat(run.sleepsUntil()).contains(Instant.parse("2030-01-01T01:00:00Z"));

        test.advance(Duration.ofMinutes(30));
        test.send(new CommentWritten("ann", "first"), new CommentWritten("bob", "not hers"));
        test.send(new CommentWritten("ann", "second"));
        test.advance(Duration.ofMinutes(30));

        assertThat(run.result()).isEqualTo(2);
        assertThat(run.steps()).containsExactly("night", "collect", "mail", "next-night");
    }

    @Test
    void doesSoEveryNightAndMissesNothing() {
        test.send(new DigestDue("ann", "Europe/Berlin"));
        for (int day = 0; day < 10; day++) {
            test.send(new CommentWritten("ann", "day " + day));
            test.advance(Duration.ofDays(1));
        }

        List<TestRun> runs = test.runs("nightly-digest");
        assertThat(runs).as("ten nights, and the one to come").hasSize(11);
        assertThat(runs.subList(0, 10)).allSatisfy(run -> {
            assertThat(run.status()).isEqualTo(COMPLETED);
            assertThat(run.result()).isEqualTo(1);
        });
        assertThat(runs.get(10).sleepsUntil()).contains(Instant.parse("2030-01-11T01:00:00Z"));
    }

    @Test
    void sendsNoEmptyDigest() {
        TestRun run = test.send(new DigestDue("ann", "Europe/Berlin"));

        test.advance(Duration.ofHours(1));

        assertThat(run.steps()).containsExactly("night", "collect", "next-night");
    }

    @Test
    void stopsWhenTheSubscriberWantsNoMore() {
        TestRun run = test.send(new DigestDue("ann", "Europe/Berlin"));

        test.send(new DigestStopped("ann"));
        test.advance(Duration.ofDays(3));

        assertThat(run.status()).isEqualTo(CANCELLED);
        assertThat(test.runs("nightly-digest")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "2030-01-01T00:00:00Z, Europe/Berlin, 2030-01-01T01:00:00Z",
        "2030-01-01T01:00:00Z, Europe/Berlin, 2030-01-02T01:00:00Z",
        "2030-07-01T12:00:00Z, Europe/Berlin, 2030-07-02T00:00:00Z",
        "2030-03-30T12:00:00Z, Europe/Berlin, 2030-03-31T01:00:00Z", // 02:00 does not exist: 03:00 summer time
        "2030-10-26T12:00:00Z, Europe/Berlin, 2030-10-27T00:00:00Z", // 02:00 comes twice: the first one
        "2030-01-01T00:00:00Z, America/New_York, 2030-01-01T07:00:00Z",
        "2030-01-01T00:00:00Z, Asia/Tokyo, 2030-01-01T17:00:00Z"
    })
    void knowsWhenTheNightComes(Instant after, ZoneId zone, Instant night) {
        assertThat(NightlyDigest.next(after, zone)).isEqualTo(night);
    }
}
