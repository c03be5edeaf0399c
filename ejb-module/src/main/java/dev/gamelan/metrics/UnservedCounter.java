package dev.gamelan.metrics;

import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.metrics.Counter;

/** Counts for nobody, on a server without metrics. */
final class UnservedCounter implements Counter {

    private final LongAdder count = new LongAdder();

    @Override
    public void inc() {
        count.increment();
    }

    @Override
    public void inc(long more) {
        count.add(more);
    }

    @Override
    public long getCount() {
        return count.sum();
    }
}
