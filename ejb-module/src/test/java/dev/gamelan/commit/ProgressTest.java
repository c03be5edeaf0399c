package dev.gamelan.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private long now;
    private final Progress progress = new Progress(() -> now);

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void whoHasNothingToDoIsNotStuck() {
        pass(100);

        assertThat(progress.stuckFor()).isZero();
    }

    @Test
    void isStuckSinceTheFirstOfWhatIsWaiting() {
        pass(1);
        progress.wanted();
        pass(2);
        progress.wanted();
        pass(3);

        assertThat(progress.stuckFor()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void anAttemptThatEndsIsProgressWhateverItsResult() {
        progress.wanted();
        pass(4);
        progress.made(false);
        pass(1);

        assertThat(progress.stuckFor()).isLessThanOrEqualTo(Duration.ofSeconds(1));

        progress.made(true);
        pass(100);
        assertThat(progress.stuckFor()).isZero();
    }
}
