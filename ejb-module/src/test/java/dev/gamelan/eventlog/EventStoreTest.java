package dev.gamelan.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.database.H2Plans;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read of a log of 3,000 events. */
class EventStoreTest {

    private static final Instant BEFORE = Instant.parse("2025-12-01T00:00:00Z");
    private static final Instant AFTER = Instant.parse("2026-02-01T00:00:00Z");

    private final H2Plans h2;

    EventStoreTest() throws Exception {
        h2 = new H2Plans();
    }

    @BeforeEach
    void log() throws Exception {
        h2.fill(
                "event",
                "id, name, data, ts, received_at",
                "'event' || n, 'name' || mod(n, 3), '{}', current_timestamp,"
                        + " timestamp with time zone '2026-01-01 00:00:00Z' + n * interval '1' second");
    }

    @AfterEach
    void close() throws Exception {
        h2.close();
    }

    @Test
    void readsOnePageOfTheEventsOfAName() throws Exception {
        assertThat(h2.rowsRead(EventStore.BY_NAME, "name1", BEFORE, AFTER, BEFORE, "", "%%", 5))
                .isEqualTo(5);
    }

    @Test
    void readsOnePageOfWhatWasAcceptedSince() throws Exception {
        assertThat(h2.rowsRead(EventStore.ACCEPTED_SINCE, BEFORE, BEFORE, "", 5))
                .isEqualTo(5);
    }
}
