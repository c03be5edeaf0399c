package dev.gamelan.retention;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How much of the time deletion leaves to others. */
final class Pace {

    private static final Duration SHORTEST = Duration.ofMillis(2);

    /** The lease of the node that deletes goes on. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int PAUSE_TO_WORK = 3;

    private Pace() {}

    static void rest(Duration worked) {
        LockSupport.parkNanos(pauseAfter(worked).toNanos());
    }

    /** Three times as long as the work before it. */
    static Duration pauseAfter(Duration worked) {
        Duration pause = worked.multipliedBy(PAUSE_TO_WORK);
        if (pause.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
