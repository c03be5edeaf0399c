package dev.gamelan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.commit.Notice;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.RunRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is told of notices, when the database has these runs and events. */
class ReadingTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final Rows rows = new Rows();

    /** Some runs have too large an output to be read here. */
    private static final class Rows extends StreamWork {

        private Set<String> runs = Set.of();
        private Set<String> largeRuns = Set.of();
        private Set<String> events = Set.of();

        @Override
        public List<RunRecord> runs(Collection<String> ids) {
            return ids.stream()
                    .filter(runs::contains)
                    .map(id -> new RunRecord(
                            id, "function", "event", RunStatus.COMPLETED, 0, null, null, NOW, NOW, NOW, null))
                    .toList();
        }

        @Override
        public Set<String> existingRuns(Collection<String> ids) {
            return ids.stream()
                    .filter(id -> runs.contains(id) || largeRuns.contains(id))
                    .collect(Collectors.toSet());
        }

        @Override
        public List<LoggedEvent> events(Collection<String> ids) {
            return ids.stream()
                    .filter(events::contains)
                    .map(id -> new LoggedEvent(id, null, null, "name", "{}", null, null, null, NOW, NOW))
                    .toList();
        }
    }

    @Test
    void whatIsThereIsToldAsItIs() {
        rows.runs = Set.of("r1", "r2");
        rows.events = Set.of("e1");

        Changes changes = changes(0, run("r2"), Notice.ofEvent("e1"), run("r1"));

        assertThat(changes.runs()).extracting(RunRecord::id).containsExactly("r2", "r1");
        assertThat(changes.events()).extracting(LoggedEvent::id).containsExactly("e1");
        assertThat(changes.deletedRuns()).isEmpty();
        assertThat(changes.deletedEvents()).isEmpty();
        assertThat(changes.more()).isZero();
    }

    @Test
    void whatIsGoneIsToldToBeDeleted() {
        Changes changes = changes(
                3, Notice.ofDeletedRun("r1", "function"), Notice.ofDeletedEvent("e1"), Notice.ofDeletedRun("r2", "f"));

        assertThat(changes.deletedRuns()).containsExactly("r1", "r2");
        assertThat(changes.deletedEvents()).containsExactly("e1");
        assertThat(changes.more()).isEqualTo(3);
    }

    /** The notice of the deletion is on its way. */
    @Test
    void whatHasChangedAndIsGoneIsDeleted() {
        Changes changes = changes(0, run("r1"), Notice.ofEvent("e1"));

        assertThat(changes.deletedRuns()).containsExactly("r1");
        assertThat(changes.deletedEvents()).containsExactly("e1");
        assertThat(changes.more()).isZero();
    }

    /** What came in again after its deletion, or cannot be told at once, is to be read in the lists. */
    @Test
    void whatIsThereAndWasNotReadIsCounted() {
        rows.runs = Set.of("back");
        rows.largeRuns = Set.of("large");
        rows.events = Set.of("e1");

        Changes changes = changes(
                1, Notice.ofDeletedRun("back", "function"), run("large"), Notice.ofDeletedEvent("e1"), run("gone"));

        assertThat(changes.runs()).isEmpty();
        assertThat(changes.events()).extracting(LoggedEvent::id).containsExactly("e1");
        assertThat(changes.deletedRuns()).containsExactly("gone");
        assertThat(changes.deletedEvents()).isEmpty();
        assertThat(changes.more()).isEqualTo(3);
    }

    private Changes changes(int more, Notice... notices) {
        ChangeLog.Unread unread = new ChangeLog.Unread(List.of(notices), more, 9);
        return Reading.of(List.of(unread), rows).changes(unread);
    }

    private static Notice run(String id) {
        return Notice.ofRun(id, "function");
    }
}
