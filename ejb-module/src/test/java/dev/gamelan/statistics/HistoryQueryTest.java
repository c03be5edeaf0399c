package dev.gamelan.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryQueryTest {

    @ParameterizedTest
    @CsvSource({"PT1H, PT1M", "PT2H, PT1M", "PT3H, PT5M", "P1D, PT15M", "P7D, PT6H", "P30D, PT6H", "P365D, P1D"})
    void anIntervalFitsTheRange(Duration range, Duration interval) {
        assertThat(HistoryQuery.fitting(range)).isEqualTo(interval);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T10:17:59Z, PT1M, 2026-01-31T10:17:00Z",
        "2026-01-31T10:17:59Z, PT15M, 2026-01-31T10:15:00Z",
        "2026-01-31T10:17:59Z, PT6H, 2026-01-31T06:00:00Z",
        "2026-01-31T10:17:59Z, P1D, 2026-01-31T00:00:00Z"
    })
    void intervalsBeginWhereEverybodyExpectsThem(Instant moment, Duration interval, Instant begin) {
        assertThat(Grain.begin(moment, interval)).isEqualTo(begin);
    }

    @Test
    void thereIsALimitToWhatIsRead() {
        Instant now = Instant.parse("2026-01-31T10:00:00Z");

        assertThatThrownBy(() ->
                        new HistoryQuery(now.minus(Duration.ofDays(2)), now, Duration.ofMinutes(1), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HistoryQuery(now, now, Duration.ofMinutes(1), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
