package dev.gamelan.commit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * For how long a writer waits for others before it begins a transaction. Of a busy server the runs that one commit has let go
 * on come back with their next result within a moment, one after the other; who began with the first of them would write
 * many small batches, and spend on transactions what the runs need. So after a large batch a writer waits until most of
 * as many have come again, and for a part of the time that the batch has taken. After a small one it does not wait at all: an idle
 * server answers as fast as it can.
 */
final class Gathering {

    /** Of fewer changes a batch is small. */
    private static final int LARGE = 16;

    private static final Duration LONGEST = Duration.ofMillis(2);
    private static final Duration LOOK = Duration.ofNanos(100_000);

    private int last;
    private Duration took = Duration.ZERO;

    /** What the last batch was. */
    void wrote(int changes, Duration time) {
        last = changes;
        took = time;
    }

    /** @return how many changes are worth a transaction, as long as there is patience for them */
    int enough() {
        return last < LARGE ? 1 : last * 3 / 4;
    }

    Duration patience() {
        Duration half = took.dividedBy(2);
        return half.compareTo(LONGEST) < 0 ? half : LONGEST;
    }

    /** @param waiting how many changes there are now */
    void await(IntSupplier waiting) {
        long end = System.nanoTime() + patience().toNanos();
        while (waiting.getAsInt() < enough() && System.nanoTime() < end) {
            LockSupport.parkNanos(this, TimeUnit.NANOSECONDS.convert(LOOK));
        }
    }
}
