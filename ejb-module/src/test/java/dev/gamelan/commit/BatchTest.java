package dev.gamelan.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BatchTest {

    private final List<String> done = new ArrayList<>();

    private final class Kind implements ChangeKind<String, String> {

        private final String name;
        private final int rank;

        Kind(String name, int rank) {
            this.name = name;
            this.rank = rank;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int rank() {
            return rank;
        }

        @Override
        public List<String> write(List<String> changes) {
            done.add(name + " writes " + changes);
            return changes.stream().map(change -> change + " of " + name).toList();
        }

        @Override
        public void committed(List<String> changes, List<String> results) {
            done.add(name + " committed " + results);
        }

        @Override
        public void rolledBack(List<String> changes) {
            done.add(name + " rolled back " + changes);
        }
    }

    private final Kind first = new Kind("first", 1);
    private final Kind second = new Kind("second", 2);
    private final Submission<String, String> a = new Submission<>(second, "a", new CompletableFuture<>());
    private final Submission<String, String> b = new Submission<>(first, "b", new CompletableFuture<>());
    private final Submission<String, String> c = new Submission<>(second, "c", new CompletableFuture<>());

    @Test
    void writesKindByKindInTheOrderOfTheirRanks() {
        new Batch(List.of(a, b, c)).write();

        assertThat(done).containsExactly("first writes [b]", "second writes [a, c]");
        assertThat(a.result()).isNotDone();
    }

    @Test
    void handsOutResultsOnlyAfterTheCommit() {
        Batch batch = new Batch(List.of(a, b, c));
        batch.write();
        batch.committed();

        assertThat(a.result()).isCompletedWithValue("a of second");
        assertThat(b.result()).isCompletedWithValue("b of first");
        assertThat(c.result()).isCompletedWithValue("c of second");
        assertThat(done).endsWith("first committed [b of first]", "second committed [a of second, c of second]");
    }

    @Test
    void tellsEachKindOfARollback() {
        Batch batch = new Batch(List.of(a, b));
        batch.write();
        batch.rolledBack();

        assertThat(done).endsWith("first rolled back [b]", "second rolled back [a]");
        assertThat(a.result()).isNotDone();
    }
}
