package dev.gamelan.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.database.H2Plans;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counting the backlog reads of 3,000 runs, of which a few are due. */
class LiveRunStoreTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:30Z");

    private final H2Plans h2;

    LiveRunStoreTest() throws Exception {
        h2 = new H2Plans();
    }

    @BeforeEach
    void sleepers() throws Exception {
        h2.fill(
                "work",
                "run_id, function_id, event_id, status, queued_at, due_at, token, attempt, lost",
                "'run' || n, 'function' || mod(n, 3), 'event' || n, 'WAITING', current_timestamp,"
                        + " timestamp with time zone '2026-01-01 00:00:00Z' + n * interval '1' second, 0, 1, 0");
    }

    @AfterEach
    void close() throws Exception {
        h2.close();
    }

    @Test
    void readsWhatIsDueAndNoOthers() throws Exception {
        assertThat(h2.rowsRead(LiveRunStore.DUE, "function1", NOW)).isBetween(10, 11);
    }
}
