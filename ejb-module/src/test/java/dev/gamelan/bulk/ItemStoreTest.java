package dev.gamelan.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.database.H2Plans;
import dev.gamelan.database.Query;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read of 3,000 items of three jobs, half of which were done. */
class ItemStoreTest {

    private static final int PAGE = 10;

    private final H2Plans h2;

    ItemStoreTest() throws Exception {
        h2 = new H2Plans();
    }

    @BeforeEach
    void fill() throws Exception {
        h2.fill(
                "bulk_item",
                "bulk_id, nr, source_id, result, made_run_id",
                "'job' || mod(n, 3), -n, 'run' || n, case when n > 1500 then 'DONE' end, 'new' || n");
    }

    @AfterEach
    void close() throws Exception {
        h2.close();
    }

    @Test
    void readsTheNextItemsAndNoOthers() throws Exception {
        assertThat(h2.rowsRead(ItemStore.NEXT, "job1", -1_000, -1_000 + 3 * PAGE))
                .isLessThanOrEqualTo(PAGE + 2);
    }

    @Test
    void listsFromAnIndexWhateverTheResult() throws Exception {
        assertThat(h2.rowsRead(page(Optional.empty(), -2_500))).isLessThanOrEqualTo(PAGE + 2);
        assertThat(h2.rowsRead(page(Optional.of("DONE"), -2_500))).isLessThanOrEqualTo(PAGE + 2);
        assertThat(h2.rowsRead(page(Optional.of(ItemStore.REMAINING), -1_501))).isLessThanOrEqualTo(PAGE + 2);
    }

    @Test
    void findsTheJobOfARun() throws Exception {
        assertThat(h2.rowsRead(ItemStore.JOB_OF_RUN, "new17")).isLessThanOrEqualTo(2);
    }

    private static Query page(Optional<String> result, int after) {
        return ItemStore.page("job1", result, Optional.of(after), PAGE);
    }
}
