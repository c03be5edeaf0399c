package dev.gamelan.engine.run;

import static dev.gamelan.engine.run.RunStatus.CANCELLED;
import static dev.gamelan.engine.run.RunStatus.COMPLETED;
import static dev.gamelan.engine.run.RunStatus.FAILED;
import static dev.gamelan.engine.run.RunStatus.QUEUED;
import static dev.gamelan.engine.run.RunStatus.RUNNING;
import static dev.gamelan.engine.run.RunStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunStatusTest {

    /** Every transition there is; what is not here must not happen. */
    private static final Map<RunStatus, Set<RunStatus>> TRANSITIONS = Map.of(
            QUEUED, Set.of(RUNNING, FAILED, CANCELLED),
            RUNNING, Set.of(RUNNING, QUEUED, WAITING, COMPLETED, FAILED, CANCELLED),
            WAITING, Set.of(RUNNING, FAILED, CANCELLED),
            COMPLETED, Set.of(),
            FAILED, Set.of(),
            CANCELLED, Set.of());

    @ParameterizedTest
    @EnumSource
    void becomesWhatTheTableSaysAndNothingElse(RunStatus status) {
        assertThat(Arrays.stream(RunStatus.values()).filter(status::canBecome))
                .containsExactlyInAnyOrderElementsOf(TRANSITIONS.get(status));
    }

    @ParameterizedTest
    @EnumSource
    void endsWhereNothingFollows(RunStatus status) {
        assertThat(status.isTerminal())
                .isEqualTo(Set.of(COMPLETED, FAILED, CANCELLED).contains(status));
    }
}
