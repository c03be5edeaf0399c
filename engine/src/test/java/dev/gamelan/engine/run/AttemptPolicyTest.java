package dev.gamelan.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.gamelan.engine.time.Backoff;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.function.RetryAfterException;
import dev.gamelan.step.StepFailedException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptPolicyTest {

    static Stream<Arguments> failures() {
        Throwable plain = new IllegalStateException("no");
        Throwable error = new StackOverflowError();
        return Stream.of(
                argumentSet("first failure", 4, 0, plain, "PT15S"),
                argumentSet("last retry", 4, 3, plain, "PT2M"),
                argumentSet("retries used up", 4, 4, plain, null),
                argumentSet("retries lowered since", 1, 7, plain, null),
                argumentSet("no retries", 0, 0, plain, null),
                argumentSet("most retries", 20, 19, plain, "PT2H"),
                argumentSet("an error is retried as well", 4, 0, error, "PT15S"),
                argumentSet("never again", 4, 0, new NonRetriableException("bad data"), null),
                argumentSet("never again, subclass", 4, 0, new NonRetriableException("bad") {}, null),
                argumentSet(
                        "never again as a cause only",
                        4,
                        0,
                        new RuntimeException(new NonRetriableException("x")),
                        "PT15S"),
                argumentSet("a step that failed for good", 4, 0, new StepFailedException("a", "E", "no"), null),
                argumentSet("asked for a delay", 4, 3, after(Duration.ofSeconds(90)), "PT1M30S"),
                argumentSet("asked for no delay", 4, 0, after(Duration.ZERO), "PT1S"),
                argumentSet("asked for the past", 4, 0, after(Duration.ofDays(-1)), "PT1S"),
                argumentSet("asked for a year", 4, 0, after(Duration.ofDays(365)), "PT24H"),
                argumentSet("asked for a delay too often", 4, 4, after(Duration.ofSeconds(90)), null));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failedAttemptIsRepeatedOrFailsForGood(int retries, int attempt, Throwable thrown, Duration delay) {
        assertThat(new AttemptPolicy(retries, Backoff.STANDARD, () -> 0).retryDelay(thrown, attempt))
                .isEqualTo(Optional.ofNullable(delay));
    }

    @Test
    void jitterIsForDelaysThatNobodyAskedFor() {
        AttemptPolicy policy = new AttemptPolicy(4, Backoff.STANDARD, () -> 0.5);

        assertThat(policy.retryDelay(new IllegalStateException(), 0)).contains(Duration.ofSeconds(30));
        assertThat(policy.retryDelay(after(Duration.ofSeconds(90)), 0)).contains(Duration.ofSeconds(90));
    }

    @Test
    void aStepCanHaveItsOwnRetries() {
        AttemptPolicy policy = new AttemptPolicy(0, Backoff.STANDARD, () -> 0);

        assertThat(policy.withRetries(1).retryDelay(new IllegalStateException(), 0))
                .contains(Duration.ofSeconds(15));
        assertThat(policy.retryDelay(new IllegalStateException(), 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "4, true", "5, false", "6, false"})
    void runThatWasLostFiveTimesIsNotStartedAgain(int lost, boolean again) {
        assertThat(AttemptPolicy.mayStartAgain(lost)).isEqualTo(again);
    }

    @Test
    void lostRunSaysSo() {
        assertThat(AttemptPolicy.crashed(5).toJson())
                .startsWith("{\"name\":\"RunCrashed\",\"message\":\"the server died or hung in 5 attempts")
                .doesNotContain("stack");
    }

    private static RetryAfterException after(Duration delay) {
        return new RetryAfterException("busy", delay);
    }
}
