package dev.gamelan.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeLimitsTest {

    @Test
    void lieBetweenOneSecondAnd366Days() {
        TimeLimits limits = limits(Duration.ofSeconds(1), Duration.ofDays(366));

        assertThat(limits.start()).contains(Duration.ofSeconds(1));
        assertThat(limits.finish()).contains(Duration.ofDays(366));
    }

    @Test
    void bothMembersAreSaidToBeWrongAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        limits(Duration.ofMillis(999), Duration.ofDays(366).plusNanos(1)))
                .withMessage("start must lie between PT1S and P366D, is PT0.999S;"
                        + " finish must lie between PT1S and P366D, is PT8784H0.000000001S");
    }

    @Test
    void negativeTimesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits(Duration.ofHours(1), Duration.ofHours(-1)))
                .withMessage("finish must lie between PT1S and P366D, is PT-1H");
    }

    private static TimeLimits limits(Duration start, Duration finish) {
        return new TimeLimits(Optional.of(start), Optional.of(finish));
    }
}
