package dev.gamelan.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.database.H2Plans;
import dev.gamelan.database.Sql;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read of a backlog of 3,000 runs, all of them due. */
class WorkStoreTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    private final H2Plans h2;

    WorkStoreTest() throws Exception {
        h2 = new H2Plans();
    }

    @BeforeEach
    void backlog() throws Exception {
        h2.fill(
                "work",
                "run_id, function_id, event_id, status, queued_at, due_at, token, attempt, lost",
                "'run' || n, 'function' || mod(n, 3), 'event' || n, 'QUEUED', current_timestamp,"
                        + " timestamp with time zone '2026-01-01 00:00:00Z' + n * interval '1' second, 0, 1, 0");
    }

    @AfterEach
    void close() throws Exception {
        h2.close();
    }

    @Test
    void findsTheLongestDueAndReadsNoOthers() throws Exception {
        assertThat(h2.rowsRead(WorkStore.LONGEST_DUE, "function1", NOW, 5)).isEqualTo(5);
    }

    @Test
    void locksWhatItFoundAndReadsNoOthers() throws Exception {
        assertThat(h2.rowsRead(WorkStore.LOCK_DUE, Sql.texts(List.of("run1", "run4", "run7")), NOW))
                .isBetween(3, 4);
    }

    @Test
    void readsOneRowToSeeWhatIsNext() throws Exception {
        assertThat(h2.rowsRead(WorkStore.NEXT_DUE, "function1")).isEqualTo(1);
    }
}
