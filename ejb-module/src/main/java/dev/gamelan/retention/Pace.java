package dev.gamelan.retention;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How much of the time deletion leaves to others. */
final class Pace {

    private static final Duration SHORTEST = Duration.ofMillis(2);

    /** The lease of the node that deletes goes on. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Pace() {}

    static void rest(Duration worked) {
        LockSupport.parkNanos(pauseAfter(worked).toNanos());
    }

    /** As long as the work before it. */
    static Duration pauseAfter(Duration worked) {
        if (worked.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return worked.compareTo(LONGEST) > 0 ? LONGEST : worked;
    }
}
