package dev.gamelan.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.database.H2Plans;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a chart reads of 3,000 minutes of each of two functions. */
class StatisticsStoreTest {

    private static final Instant FROM = Instant.parse("2026-01-01T01:00:00Z");
    private static final Instant TO = Instant.parse("2026-01-01T02:00:00Z");

    @Test
    void readsTheMinutesOfItsFunctionAndTime() throws Exception {
        try (H2Plans h2 = new H2Plans()) {
            for (String function : new String[] {"", "a"}) {
                h2.fill(
                        "statistics",
                        "grain, function_id, begins_at, incarnation, created, started, completed, failed, cancelled, events,"
                                + " queue_wait, run_duration",
                        "'MINUTE', '" + function
                                + "', timestamp with time zone '2026-01-01 00:00:00Z' + n * interval '1' minute,"
                                + " 'one', 1, 1, 1, 0, 0, 1, '', ''");
            }

            assertThat(h2.rowsRead(StatisticsStore.SELECT, "MINUTE", "a", FROM, TO))
                    .isBetween(60, 62);
            assertThat(h2.rowsRead(StatisticsStore.FAILING, "MINUTE", FROM, TO, 10))
                    .isBetween(120, 124);
        }
    }
}
