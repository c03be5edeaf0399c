package dev.gamelan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    private static final double WRONG = 0.07;

    @ParameterizedTest
    @ValueSource(
            longs = {
                150,
                1_000,
                12_345,
                250_000,
                999_999,
                61_000_000,
                3_600_000_000L,
                86_400_000_000L,
                2_592_000_000_000L
            })
    void aTimeIsFoundAgain(long micros) {
        DurationRecorder recorder = new DurationRecorder();
        recorder.record(Duration.ofNanos(micros * 1_000));

        assertThat(recorder.soFar().quantile(0.5).orElseThrow()).isCloseTo(micros / 1e6, within(micros / 1e6 * WRONG));
    }

    @Test
    void quantilesAreThoseOfTheSortedTimes() {
        Random random = new Random(4711);
        long[] micros = LongStream.generate(() -> 1_000 + (long) Math.exp(random.nextDouble() * 14))
                .limit(5_000)
                .toArray();
        DurationRecorder recorder = new DurationRecorder();
        for (long time : micros) {
            recorder.record(Duration.ofNanos(time * 1_000));
        }
        long[] sorted = LongStream.of(micros).sorted().toArray();

        for (int percent : new int[] {50, 95}) {
            double exact = sorted[sorted.length * percent / 100] / 1e6;
            assertThat(recorder.soFar().quantile(percent / 100.0).orElseThrow())
                    .as("p" + percent)
                    .isCloseTo(exact, within(exact * WRONG));
        }
    }

    @Test
    void bucketsAscendAndEndWithWhatIsTooLong() {
        assertThat(IntStream.range(0, 60)
                        .map(power -> Durations.bucket(Duration.ofNanos(1L << power)))
                        .toArray())
                .isSorted();
        DurationRecorder recorder = new DurationRecorder();
        recorder.record(Duration.ofDays(100_000));
        assertThat(recorder.soFar().quantile(0.5).orElseThrow()).isGreaterThan(250.0 * 86_400);
    }

    @Test
    void nothingAndLessThanNothingAreNothing() {
        DurationRecorder recorder = new DurationRecorder();
        recorder.record(Duration.ZERO);
        recorder.record(Duration.ofSeconds(-1));

        assertThat(recorder.soFar().total()).isEqualTo(2);
        assertThat(recorder.soFar().quantile(0.95)).hasValue(0);
        assertThat(Durations.NONE.quantile(0.95)).isEmpty();
    }

    @Test
    void whatHasComeSinceIsTheDifference() {
        DurationRecorder recorder = new DurationRecorder();
        recorder.record(Duration.ofSeconds(1));
        Durations before = recorder.soFar();
        recorder.record(Duration.ofSeconds(1));
        recorder.record(Duration.ofMinutes(1));

        Durations since = recorder.soFar().minus(before);

        assertThat(since.total()).isEqualTo(2);
        assertThat(since.plus(before)).isEqualTo(recorder.soFar());
        assertThat(before.minus(before)).isEqualTo(Durations.NONE);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        DurationRecorder recorder = new DurationRecorder();
        recorder.record(Duration.ZERO);
        recorder.record(Duration.ofSeconds(3));

        assertThat(Durations.parse(recorder.soFar().toText())).isEqualTo(recorder.soFar());
        assertThat(Durations.parse("")).isEqualTo(Durations.NONE);
    }
}
