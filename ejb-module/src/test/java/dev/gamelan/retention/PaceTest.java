package dev.gamelan.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void restsThreeTimesAsLongAsItHasWorked() {
        assertThat(Pace.pauseAfter(Duration.ofMillis(30))).isEqualTo(Duration.ofMillis(90));
        assertThat(Pace.pauseAfter(Duration.ofNanos(1))).isEqualTo(Duration.ofMillis(2));
        assertThat(Pace.pauseAfter(Duration.ofMinutes(1))).isLessThan(Progress.LEASE);
    }
}
