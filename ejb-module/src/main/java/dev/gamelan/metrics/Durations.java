package dev.gamelan.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many durations lay within which bounds, which can be added up. There are eight buckets from each power of two to the next, so that a
 * quantile is wrong by 6 % at most; what is shorter than 0.1 ms counts as nothing.
 *
 * @param counts by bucket, ascending; none of them 0
 */
public record Durations(Map<Integer, Long> counts) {

    public static final Durations NONE = new Durations(Map.of());

    private static final long SHORTEST_MICROS = 100;
    private static final int BITS = 3;

    /** Of the mantissa of a double. */
    private static final int REST = 52 - BITS;

    private static final long OFFSET = Double.doubleToRawLongBits(SHORTEST_MICROS) >>> REST;
    private static final double MICROS = 1e6;

    /** How many buckets there are: the last one is for 300 days and more. */
    static final int BUCKETS = bucket(Duration.ofDays(300)) + 1;

    public Durations {
        counts = new TreeMap<>(counts);
        counts.values().removeIf(count -> count == 0);
    }

    /** The bits of a number say which power of two it is above, and the next ones which eighth of the way to the next. */
    static int bucket(Duration time) {
        double micros = time.isNegative() ? 0 : time.toNanos() / 1e3;
        if (micros < SHORTEST_MICROS) {
            return 0;
        }
        return (int) ((Double.doubleToRawLongBits(micros) >>> REST) - OFFSET + 1);
    }

    /** Where a bucket begins, in seconds. */
    private static double from(int bucket) {
        return bucket == 0 ? 0 : Double.longBitsToDouble((bucket - 1 + OFFSET) << REST) / MICROS;
    }

    public Durations plus(Durations more) {
        Map<Integer, Long> sum = new TreeMap<>(counts);
        more.counts.forEach((bucket, count) -> sum.merge(bucket, count, Long::sum));
        return new Durations(sum);
    }

    /** What has come since. */
    public Durations minus(Durations before) {
        Map<Integer, Long> difference = new TreeMap<>(counts);
        before.counts.forEach((bucket, count) -> difference.merge(bucket, -count, Long::sum));
        return new Durations(difference);
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The time in seconds below which a part of the durations lay; empty when there are none.
     *
     * @param part from 0 to 1, such as 0.95
     */
    public OptionalDouble quantile(double part) {
        double rank = part * total();
        double before = 0;
        for (Map.Entry<Integer, Long> bucket : counts.entrySet()) {
            if (before + bucket.getValue() >= rank) {
                double from = from(bucket.getKey());
                double to = bucket.getKey() == 0 ? 0 : from(bucket.getKey() + 1);
                return OptionalDouble.of(from + (to - from) * (rank - before) / bucket.getValue());
            }
            before += bucket.getValue();
        }
        return OptionalDouble.empty();
    }

    /** As it is stored: {@code bucket:count} of each that is not empty, with commas. */
    public String toText() {
        return counts.entrySet().stream()
                .map(bucket -> bucket.getKey() + ":" + bucket.getValue())
                .collect(Collectors.joining(","));
    }

    /** @param text as {@link #toText} wrote it */
    public static Durations parse(String text) {
        Map<Integer, Long> counts = new TreeMap<>();
        for (String bucket : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int colon = bucket.indexOf(':');
            counts.put(Integer.valueOf(bucket.substring(0, colon)), Long.valueOf(bucket.substring(colon + 1)));
        }
        return new Durations(counts);
    }
}
