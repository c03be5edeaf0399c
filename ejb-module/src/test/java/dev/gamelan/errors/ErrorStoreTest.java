package dev.gamelan.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.database.H2Plans;
import dev.gamelan.database.Query;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read of 3,000 attempts, one a second, that failed with three errors in turn; every tenth ended its run. */
class ErrorStoreTest {

    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant AFTER = Instant.parse("2026-02-01T00:00:00Z");

    private final H2Plans h2;

    ErrorStoreTest() throws Exception {
        h2 = new H2Plans();
    }

    @BeforeEach
    void fill() throws Exception {
        h2.fill(
                "attempt",
                "run_id, token, step_key, attempt, function_id, outcome, started_at, ended_at, error, fingerprint,"
                        + " ends_run",
                "'run' || n, 1, '', 0, 'function', 'FAILED', current_timestamp,"
                        + " timestamp with time zone '2026-01-01 00:00:00Z' + n * interval '1' second,"
                        + " '{}', 'error' || mod(n, 3), mod(n, 10) = 0");
    }

    @AfterEach
    void close() throws Exception {
        h2.close();
    }

    @Test
    void goesFromGroupToGroup() throws Exception {
        assertThat(h2.firsts(new Query(ErrorStore.NEXT, List.of("error0 ")))).containsExactly("error1");
        assertThat(h2.rowsRead(ErrorStore.NEXT, "error0 ")).isLessThanOrEqualTo(2);
        assertThat(h2.firsts(new Query(ErrorStore.NEXT, List.of("error2 ")))).isEmpty();
    }

    @Test
    void readsTheEndsOfAGroup() throws Exception {
        assertThat(h2.rowsRead(ErrorStore.LAST, "error1", BEFORE, AFTER)).isLessThanOrEqualTo(2);
        assertThat(h2.rowsRead(ErrorStore.FIRST, "error1", BEFORE, AFTER)).isLessThanOrEqualTo(2);
    }

    @Test
    void countsUpToTheBound() throws Exception {
        assertThat(h2.firsts(new Query(ErrorStore.FIGURES, List.of("error1", BEFORE, AFTER, 5_000))))
                .containsExactly("1000");
        assertThat(h2.rowsRead(ErrorStore.FIGURES, "error1", BEFORE, AFTER, 100))
                .isLessThanOrEqualTo(202);
    }

    @Test
    void countsWhatHappenedInAPeriod() throws Exception {
        assertThat(h2.firsts(new Query(ErrorStore.FIGURES, List.of("error1", BEFORE, BEFORE.plusSeconds(301), 5_000))))
                .containsExactly("100");
    }
}
