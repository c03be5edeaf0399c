package dev.gamelan.bulk;

import java.time.Duration;
import java.util.Optional;

/**
 * For how long a function that no server has may be about to come. A server registers its functions module by module, and takes
 * those for removed that come late; a job that goes on meanwhile must not fail their items.
 *
 * @param total from the last registration on
 */
record Patience(Duration total) {

    private static final Duration LEAST = Duration.ofSeconds(20);

    /** Half of what the step of a page may be tried again: so many are left for servers whose functions come one by one. */
    private static final int LOOKS = 10;

    /** @param settles after how long without a registration absent functions count as removed */
    static Patience of(Duration settles) {
        Duration twice = settles.multipliedBy(2);
        return new Patience(twice.compareTo(LEAST) > 0 ? twice : LEAST);
    }

    /**
     * After what time to look again, unless the function will not come.
     *
     * @param quiet how long ago this server has registered a function, or was started
     */
    Optional<Duration> lookAgainAfter(Duration quiet) {
        return quiet.compareTo(total) < 0 ? Optional.of(total.dividedBy(LOOKS)) : Optional.empty();
    }
}
