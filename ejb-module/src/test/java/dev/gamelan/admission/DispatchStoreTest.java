package dev.gamelan.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.database.H2Plans;
import dev.gamelan.database.Sql;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatchStoreTest {

    @Test
    void locksObligationsAndReadsNoneOfTheBacklog() throws Exception {
        try (H2Plans h2 = new H2Plans()) {
            h2.fill(
                    "dispatch",
                    "event_id, function_id, accepted_at, start_at",
                    "'event' || n, 'function' || mod(n, 3), current_timestamp, current_timestamp");

            assertThat(h2.rowsRead(
                            DispatchStore.LOCK,
                            Sql.texts(List.of("event1", "event4")),
                            Sql.texts(List.of("function1"))))
                    .isBetween(2, 3);
        }
    }
}
