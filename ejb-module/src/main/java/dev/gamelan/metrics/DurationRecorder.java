package dev.gamelan.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts durations finely enough for quantiles; costs one addition for each. */
final class DurationRecorder {

    private final AtomicLongArray counts = new AtomicLongArray(Durations.BUCKETS);

    void record(Duration time) {
        counts.incrementAndGet(Math.min(Durations.bucket(time), Durations.BUCKETS - 1));
    }

    /** All that were recorded so far. */
    Durations soFar() {
        Map<Integer, Long> seen = new TreeMap<>();
        for (int bucket = 0; bucket < counts.length(); bucket++) {
            long count = counts.get(bucket);
            if (count > 0) {
                seen.put(bucket, count);
            }
        }
        return new Durations(seen);
    }
}
