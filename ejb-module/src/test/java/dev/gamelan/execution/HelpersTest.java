package dev.gamelan.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class HelpersTest {

    private final Queue<Runnable> started = new ArrayDeque<>();
    private final Helpers helpers = new Helpers(started::add, 2);

    @Test
    void noMoreHelpThanThereIsRoomFor() {
        assertThat(helpers.start(() -> {})).isTrue();
        assertThat(helpers.start(() -> {})).isTrue();
        assertThat(helpers.start(() -> {})).isFalse();
        assertThat(started).hasSize(2);
    }

    @Test
    void whoHasEndedLeavesRoomForAnother() {
        helpers.start(() -> {});
        helpers.start(() -> {
            throw new IllegalStateException("fails");
        });
        started.remove().run();
        Runnable failing = started.remove();
        assertThatThrownBy(failing::run).hasMessage("fails");

        assertThat(helpers.start(() -> {})).isTrue();
        assertThat(helpers.start(() -> {})).isTrue();
    }

    @Test
    void whoWasNotStartedTakesNoRoom() {
        Queue<Runnable> refused = new ArrayDeque<>();
        Helpers unlucky = new Helpers(
                task -> {
                    if (refused.isEmpty()) {
                        refused.add(task);
                        throw new RejectedExecutionException("stopping");
                    }
                },
                1);

        assertThat(unlucky.start(() -> {})).isFalse();
        assertThat(unlucky.start(() -> {})).isTrue();
    }
}
