package dev.gamelan.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Duration JUST_NOW = Duration.ZERO;

    @Test
    void aServerThatIsStartingMayHaveTheFunctionSoon() {
        Patience patience = Patience.of(Duration.ofSeconds(3));

        assertThat(patience.lookAgainAfter(JUST_NOW)).contains(Duration.ofSeconds(2));
        assertThat(patience.lookAgainAfter(Duration.ofMillis(19_999))).contains(Duration.ofSeconds(2));
    }

    @Test
    void aServerThatHasBeenQuietForLongHasAllItsFunctions() {
        Patience patience = Patience.of(Duration.ofSeconds(3));

        assertThat(patience.lookAgainAfter(Duration.ofSeconds(20))).isEmpty();
        assertThat(patience.lookAgainAfter(Duration.ofHours(1))).isEmpty();
    }

    @Test
    void modulesThatMayComeFurtherApartAreWaitedForLonger() {
        Patience patience = Patience.of(Duration.ofMinutes(1));

        assertThat(patience.lookAgainAfter(Duration.ofSeconds(119))).contains(Duration.ofSeconds(12));
        assertThat(patience.lookAgainAfter(Duration.ofMinutes(2))).isEmpty();
    }

    @Test
    void itEndsWellBeforeAPageHasUsedUpItsTries() {
        for (int settles : new int[] {1, 10, 45, 600}) {
            assertThat(looksFromTheLastRegistrationOn(Patience.of(Duration.ofSeconds(settles))))
                    .as("settles after %d s", settles)
                    .isLessThanOrEqualTo(BulkFunction.RETRIES / 2);
        }
    }

    private static int looksFromTheLastRegistrationOn(Patience patience) {
        int looks = 0;
        Duration quiet = JUST_NOW;
        while (patience.lookAgainAfter(quiet).isPresent()) {
            quiet = quiet.plus(patience.lookAgainAfter(quiet).orElseThrow());
            looks++;
        }
        return looks;
    }
}
