package dev.gamelan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DistributionTest {

    private final Distribution distribution = new Distribution(0.5, 1, 10);

    @Test
    void countsEachValueBelowAllBoundsThatItDoesNotExceed() {
        distribution.record(Duration.ofMillis(400));
        distribution.record(Duration.ofSeconds(1));
        distribution.record(Duration.ofMillis(1_001));
        distribution.record(Duration.ofSeconds(11));

        assertThat(distribution.upTo(0)).isEqualTo(1);
        assertThat(distribution.upTo(1)).isEqualTo(2);
        assertThat(distribution.upTo(2)).isEqualTo(3);
        assertThat(distribution.upTo(3)).isEqualTo(4);
        assertThat(distribution.count()).isEqualTo(4);
    }

    @Test
    void addsUpInTheUnitOfItsBounds() {
        distribution.record(Duration.ofMillis(1_500));
        distribution.record(Duration.ofNanos(1));
        distribution.record(7);

        assertThat(distribution.sum()).isCloseTo(8.500000001, within(1e-12));
    }

    @Test
    void timeBeforeItsBeginningIsNone() {
        distribution.record(Duration.ofMillis(-3));

        assertThat(distribution.upTo(0)).isEqualTo(1);
        assertThat(distribution.sum()).isZero();
    }

    @Test
    void namesItsBoundsAsPrometheusDoes() {
        assertThat(distribution.labels()).containsExactly("0.5", "1", "10", "+Inf");
    }
}
