package dev.gamelan.commit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Whether a lane gets on: what counts is that attempts to write come to an end, not that they succeed. */
final class Progress {

    private static final long IDLE = 0;

    private final LongSupplier clock;

    /** Since when there has been something to write and no attempt has ended. */
    private final AtomicLong waitingSince = new AtomicLong(IDLE);

    /** @param clock nanoseconds since some moment */
    Progress(LongSupplier clock) {
        this.clock = clock;
    }

    /** There is something to write. */
    void wanted() {
        if (waitingSince.get() == IDLE) {
            waitingSince.compareAndSet(IDLE, now());
        }
    }

    /**
     * An attempt has ended.
     *
     * @param isIdle whether there was nothing left to write a moment ago
     */
    void made(boolean isIdle) {
        waitingSince.set(isIdle ? IDLE : now());
    }

    Duration stuckFor() {
        long since = waitingSince.get();
        return since == IDLE ? Duration.ZERO : Duration.ofNanos(clock.getAsLong() - since);
    }

    /** Never {@link #IDLE}. */
    private long now() {
        long now = clock.getAsLong();
        return now == IDLE ? 1 : now;
    }
}
