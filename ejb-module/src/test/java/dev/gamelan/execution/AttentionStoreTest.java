package dev.gamelan.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.database.H2Plans;
import dev.gamelan.database.Query;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read of 3,000 live runs, ten of which need attention. */
class AttentionStoreTest {

    private final H2Plans h2;

    AttentionStoreTest() throws Exception {
        h2 = new H2Plans();
    }

    @BeforeEach
    void sleepers() throws Exception {
        h2.fill(
                "work",
                "run_id, function_id, event_id, status, queued_at, due_at, token, attempt, lost",
                "'run' || (1000 + n), 'function', 'event' || n,"
                        + " case when mod(n, 300) = 0 then 'NEEDS_ATTENTION' else 'WAITING' end, current_timestamp,"
                        + " case when mod(n, 300) = 0 then timestamp with time zone '9999-01-01 00:00:00Z'"
                        + " else current_timestamp + n * interval '1' second end, 0, 0, 0");
    }

    @AfterEach
    void close() throws Exception {
        h2.close();
    }

    @Test
    void thoseThatSleepAreNotRead() throws Exception {
        assertThat(h2.firsts(new Query(
                        AttentionStore.OF_FUNCTION,
                        List.of("function", WorkStore.NEVER, "NEEDS_ATTENTION", "run3000", 10))))
                .containsExactly("run3100", "run3400", "run3700", "run4000");
        assertThat(h2.rowsRead(
                        AttentionStore.OF_FUNCTION, "function", WorkStore.NEVER, "NEEDS_ATTENTION", "run1000", 100))
                .isBetween(10, 11);
    }
}
