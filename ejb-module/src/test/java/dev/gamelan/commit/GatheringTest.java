package dev.gamelan.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatheringTest {

    private final Gathering gathering = new Gathering();

    @Test
    void theFirstChangeAndTheNextAfterASmallBatchAreWrittenAtOnce() {
        assertThat(gathering.enough()).isEqualTo(1);
        gathering.wrote(15, Duration.ofHours(1));
        assertThat(gathering.enough()).isEqualTo(1);
    }

    @Test
    void afterALargeBatchMostOfAsManyAreWaitedFor() {
        gathering.wrote(200, Duration.ofHours(1));
        AtomicInteger come = new AtomicInteger(140);
        gathering.await(come::incrementAndGet);
        assertThat(come.get()).isBetween(141, 151);
    }

    @Test
    void notLongerThanAPartOfWhatTheBatchHasTaken() {
        gathering.wrote(200, Duration.ofNanos(600));
        assertThat(gathering.patience()).isEqualTo(Duration.ofNanos(300));
        gathering.wrote(200, Duration.ofHours(1));
        assertThat(gathering.patience()).isEqualTo(Duration.ofMillis(2));
        gathering.await(() -> 1);
    }
}
