package dev.gamelan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SampleTest {

    private long now = 1_000;
    private long takes = Duration.ofMillis(1).toNanos();
    private int reads;
    private final Sample<Integer> sample = new Sample<>(this::read, 0, Duration.ofSeconds(5), () -> now);

    private int read() {
        if (takes < 0) {
            throw new IllegalStateException("the database does not answer");
        }
        now += takes;
        return ++reads;
    }

    private void pass(Duration time) {
        now += time.toNanos();
        sample.refresh();
    }

    @Test
    void isReadNoMoreOftenThanAskedFor() {
        sample.refresh();
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(3));
        assertThat(reads).isEqualTo(1);

        pass(Duration.ofSeconds(1));
        assertThat(sample.latest()).isEqualTo(2);
    }

    @Test
    void whatTakesLongIsReadForAHundredthOfTheTime() {
        takes = Duration.ofSeconds(1).toNanos();
        sample.refresh();
        pass(Duration.ofSeconds(5));
        pass(Duration.ofSeconds(97));
        assertThat(reads).isEqualTo(2);

        pass(Duration.ofSeconds(2));
        assertThat(reads).isEqualTo(3);
    }

    @Test
    void oneReadingThatTakesLongIsNotWaitedFor() {
        sample.refresh();
        takes = Duration.ofSeconds(1).toNanos();
        pass(Duration.ofSeconds(5));
        takes = Duration.ofMillis(1).toNanos();

        pass(Duration.ofSeconds(5));
        pass(Duration.ofSeconds(5));

        assertThat(reads).isEqualTo(4);
    }

    @Test
    void whatCannotBeReadStaysAndGetsOld() {
        sample.refresh();
        takes = -1;

        assertThatThrownBy(() -> pass(Duration.ofSeconds(60))).isInstanceOf(IllegalStateException.class);

        assertThat(sample.latest()).isEqualTo(1);
        assertThat(sample.ageSeconds()).isEqualTo(60);
    }
}
