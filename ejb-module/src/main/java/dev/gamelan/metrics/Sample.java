package dev.gamelan.metrics;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What was last read of the database. However often somebody looks, it is read no more often than asked for, and for no
 * more than about a hundredth of the time: what takes long is read seldom. A single reading that takes long, because the machine was
 * busy with something else, does not count.
 *
 * @param <T> what is read
 */
final class Sample<T> {

    private static final int REST = 99;

    private final Supplier<T> query;
    private final long between;
    private final LongSupplier clock;
    private volatile Reading<T> last;
    private volatile long nextAt;
    private volatile long lastTook;

    private record Reading<T>(T value, long nanos) {}

    /**
     * @param before what it is before the first reading
     * @param clock nanoseconds since some moment
     */
    Sample(Supplier<T> query, T before, Duration between, LongSupplier clock) {
        this.query = query;
        this.between = between.toNanos();
        this.clock = clock;
        this.last = new Reading<>(before, clock.getAsLong());
        this.nextAt = last.nanos();
    }

    T latest() {
        return last.value();
    }

    double ageSeconds() {
        return (clock.getAsLong() - last.nanos()) / 1e9;
    }

    /** Reads it, if it is time to. */
    void refresh() {
        long start = clock.getAsLong();
        if (start - nextAt < 0) {
            return;
        }
        T value = query.get();
        long end = clock.getAsLong();
        last = new Reading<>(value, end);
        long took = end - start;
        nextAt = start + Math.max(between, Math.min(took, lastTook) * REST);
        lastTook = took;
    }
}
