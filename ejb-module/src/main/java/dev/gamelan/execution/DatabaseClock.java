package dev.gamelan.execution;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/**
 * The database's time, without asking it each time: it is asked once a second at most, and this node's own clock only says how
 * long ago that was. A node whose clock is wrong by hours sees the same time as all others.
 */
@ApplicationScoped
class DatabaseClock {

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    @EJB
    private RunWork work;

    private volatile Reading last;

    /** @param nanos when it was taken, by {@link System#nanoTime} */
    private record Reading(Instant time, long nanos) {}

    Instant now() {
        Reading reading = last;
        if (reading == null || System.nanoTime() - reading.nanos() > FRESH_NANOS) {
            reading = read();
        }
        return reading.time().plusNanos(System.nanoTime() - reading.nanos());
    }

    /** Taken as of the moment of the answer, so that this clock is behind the database's, never ahead of it. */
    private synchronized Reading read() {
        long before = System.nanoTime();
        if (last == null || before - last.nanos() > FRESH_NANOS) {
            Instant time = work.now();
            last = new Reading(time, System.nanoTime());
        }
        return last;
    }
}
