package dev.gamelan.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OldRunTest {

    @Test
    void oneTransactionDeletesNoMoreRowsThanItMay() {
        assertThat(OldRun.batches(List.of(run("a", 4), run("b", 6), run("c", 1), run("d", 9), run("e", 1)), 10))
                .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
    }

    @Test
    void aRunWithMoreStepsIsDeletedAsAWhole() {
        assertThat(OldRun.batches(List.of(run("a", 1), run("big", 1_001), run("b", 1)), 10))
                .containsExactly(List.of("a"), List.of("big"), List.of("b"));
    }

    @Test
    void childrenOfLiveRunsStay() {
        assertThat(OldRun.batches(List.of(new OldRun("child", Instant.EPOCH, true, 2), run("a", 1)), 10))
                .containsExactly(List.of("a"));
        assertThat(OldRun.batches(List.of(), 10)).isEmpty();
    }

    private static OldRun run(String id, int rows) {
        return new OldRun(id, Instant.EPOCH, false, rows);
    }
}
