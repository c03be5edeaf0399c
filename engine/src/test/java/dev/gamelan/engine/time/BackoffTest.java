package dev.gamelan.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT15S",
        "1, PT30S",
        "2, PT1M",
        "3, PT2M",
        "4, PT5M",
        "5, PT10M",
        "6, PT20M",
        "7, PT40M",
        "8, PT1H",
        "9, PT2H",
        "10, PT2H",
        "19, PT2H",
        "2147483647, PT2H"
    })
    void standardDelaysGrowAndTheLastOneRepeats(int attempt, Duration delay) {
        assertThat(Backoff.STANDARD.after(attempt, 0)).isEqualTo(delay);
    }

    @ParameterizedTest
    @CsvSource({"0, PT15S", "0.5, PT30S", "0.1, PT18S", "0.9999999999999999, PT44.999S"})
    void jitterAddsUpToThirtySeconds(double random, Duration delay) {
        assertThat(Backoff.STANDARD.after(0, random)).isEqualTo(delay);
    }

    @Test
    void flatDelayIsAlwaysTheSame() {
        Backoff flat = Backoff.flat(Duration.ofMillis(200));

        assertThat(flat.after(0, 0)).isEqualTo(flat.after(17, 0.99)).isEqualTo(Duration.ofMillis(200));
    }

    @ParameterizedTest
    @CsvSource({
        "PT-1S, PT1S",
        "PT0S, PT1S",
        "PT0.999S, PT1S",
        "PT1S, PT1S",
        "PT1.001S, PT1.001S",
        "PT23H59M, PT23H59M",
        "PT24H, PT24H",
        "PT24H0.001S, PT24H",
        "P36500D, PT24H"
    })
    void askedDelayIsBroughtIntoOneSecondToOneDay(Duration asked, Duration granted) {
        assertThat(Backoff.clamp(asked)).isEqualTo(granted);
    }
}
