package dev.gamelan.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;

/**
 * How many values lay below which bounds: a histogram as Prometheus has them, which can be added up over servers. The
 * histograms of MicroProfile Metrics keep a sample of the values instead, which costs a lock and an entry in a sorted map for
 * each; this costs two additions.
 */
final class Distribution {

    private final double[] bounds;
    private final LongAdder[] buckets;
    private final DoubleAdder sum = new DoubleAdder();

    /** @param bounds ascending; the last bucket, for what lies above, is added */
    Distribution(double... bounds) {
        this.bounds = bounds;
        this.buckets = new LongAdder[bounds.length + 1];
        Arrays.setAll(buckets, bucket -> new LongAdder());
    }

    /** From milliseconds to ten minutes. */
    static Distribution ofLatencies() {
        return new Distribution(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600);
    }

    /** From milliseconds to a week. */
    static Distribution ofRuns() {
        return new Distribution(0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60, 600, 3_600, 86_400, 604_800);
    }

    static Distribution ofSizes() {
        return new Distribution(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000);
    }

    /** Clocks that are asked at different moments can make a time a little less than nothing; it counts as nothing. */
    void record(Duration time) {
        record(time.isNegative() ? 0 : time.toNanos() / 1e9);
    }

    void record(double value) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        buckets[bucket].increment();
        sum.add(value);
    }

    /** The bounds as values of the label {@code le}, the last {@code +Inf}. */
    String[] labels() {
        String[] labels = Arrays.copyOf(
                DoubleStream.of(bounds).mapToObj(Distribution::text).toArray(String[]::new), buckets.length);
        labels[bounds.length] = "+Inf";
        return labels;
    }

    private static String text(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    /** How many values were not above this bound. */
    long upTo(int bucket) {
        long count = 0;
        for (int i = 0; i <= bucket; i++) {
            count += buckets[i].sum();
        }
        return count;
    }

    long count() {
        return upTo(bounds.length);
    }

    double sum() {
        return sum.sum();
    }
}
