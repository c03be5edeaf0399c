package dev.gamelan.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.database.H2Plans;
import dev.gamelan.database.Sql;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read of 3,000 ended runs, 3,000 steps, 3,000 events and 3,000 senders' ids. */
class OldRowsTest {

    private static final Instant BEFORE = Instant.parse("2025-12-01T00:00:00Z");
    private static final Instant AFTER = Instant.parse("2026-02-01T00:00:00Z");
    private static final String TIME = "timestamp with time zone '2026-01-01 00:00:00Z' + n * interval '1' second";

    private final H2Plans h2;

    OldRowsTest() throws Exception {
        h2 = new H2Plans();
    }

    @BeforeEach
    void fill() throws Exception {
        h2.fill("event", "id, name, data, ts, received_at", "'event' || n, 'name', '{}', current_timestamp, " + TIME);
        h2.fill("event_dedup", "external_id, event_id, expires_at", "'own' || n, 'event' || n, " + TIME);
        h2.fill(
                "ended_run",
                "id, function_id, event_id, status, attempt, queued_at, ended_at",
                "'run' || n, 'function' || mod(n, 3), 'event' || n, 'COMPLETED', 0, current_timestamp, " + TIME);
        h2.fill(
                "step",
                "run_id, step_key, name, idx, kind, status, attempt, blocking, event_id, took_micros, recorded_at",
                "'run' || n, 'a', 'a', 0, 'RUN', 'COMPLETED', 0, false, 'event' || n, 0, current_timestamp");
    }

    @AfterEach
    void close() throws Exception {
        h2.close();
    }

    /** Of each run also its step. */
    @Test
    void readsOnePageOfAShelf() throws Exception {
        assertThat(h2.rowsRead(OldRunStore.PAGE, BEFORE, "function1", "COMPLETED", BEFORE, AFTER, BEFORE, "", 5))
                .isLessThanOrEqualTo(20);
    }

    @Test
    void readsOneRowForEachFunction() throws Exception {
        assertThat(h2.rowsRead(OldRunStore.NEXT_FUNCTION, OldRunStore.h2After("function1")))
                .isLessThanOrEqualTo(2);
    }

    @Test
    void readsOnePageOfEvents() throws Exception {
        assertThat(h2.rowsRead(OldEventStore.PAGE, BEFORE, AFTER, BEFORE, "", 5))
                .isEqualTo(5);
    }

    @Test
    void looksUpWhatNeedsEvents() throws Exception {
        assertThat(h2.rowsRead(OldEventStore.UNNEEDED, Sql.texts(List.of("event1", "event2", "event3")), AFTER))
                .isLessThanOrEqualTo(20);
    }

    @Test
    void readsOnePageOfIds() throws Exception {
        assertThat(h2.rowsRead(OldEventStore.EXPIRED_PAGE, BEFORE, AFTER, BEFORE, "", 5))
                .isEqualTo(5);
    }
}
