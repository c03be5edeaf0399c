package dev.gamelan.engine.run;

import static dev.gamelan.engine.run.RunStatus.CANCELLED;
import static dev.gamelan.engine.run.RunStatus.COMPLETED;
import static dev.gamelan.engine.run.RunStatus.FAILED;
import static dev.gamelan.engine.run.RunStatus.NEEDS_ATTENTION;
import static dev.gamelan.engine.run.RunStatus.QUEUED;
import static dev.gamelan.engine.run.RunStatus.RUNNING;
import static dev.gamelan.engine.run.RunStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunStatusTest {

    /** Every transition there is; what is not here must not happen. */
    private static final Map<RunStatus, Set<RunStatus>> TRANSITIONS = Map.of(
            QUEUED, Set.of(RUNNING, FAILED, CANCELLED),
            RUNNING, Set.of(RUNNING, QUEUED, WAITING, NEEDS_ATTENTION, COMPLETED, FAILED, CANCELLED),
            WAITING, Set.of(RUNNING, FAILED, CANCELLED),
            NEEDS_ATTENTION, Set.of(QUEUED, CANCELLED),
            COMPLETED, Set.of(),
            FAILED, Set.of(),
            CANCELLED, Set.of());

    @ParameterizedTest
    @EnumSource
    void becomesWhatTheTableSaysAndNothingElse(RunStatus status) {
        assertThat(Arrays.stream(RunStatus.values()).filter(status::canBecome))
                .containsExactlyInAnyOrderElementsOf(TRANSITIONS.get(status));
    }

    @Test
    void peopleReadWords() {
        assertThat(Arrays.stream(RunStatus.values()).map(StateNames::of))
                .containsExactly("Queued", "Running", "Waiting", "NeedsAttention", "Completed", "Failed", "Cancelled");
    }

    @ParameterizedTest
    @EnumSource
    void endsWhereNothingFollows(RunStatus status) {
        assertThat(status.isTerminal())
                .isEqualTo(Set.of(COMPLETED, FAILED, CANCELLED).contains(status));
    }
}
