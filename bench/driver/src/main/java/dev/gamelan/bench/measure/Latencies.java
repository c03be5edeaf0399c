package dev.gamelan.bench.measure;

import java.util.Map;
import org.HdrHistogram.Histogram;

/** A histogram of microseconds, reported in milliseconds. */
public final class Latencies {

    private final Histogram histogram = new Histogram(3);

    public void record(long micros) {
        histogram.recordValue(Math.max(0, micros));
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /** @param percentile from 0 to 100 */
    public double millisAt(double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e3;
    }

    public void addTo(Map<String, Double> figures, String what) {
        if (count() > 0) {
            figures.put(what + " p50 ms", histogram.getValueAtPercentile(50) / 1e3);
            figures.put(what + " p99 ms", histogram.getValueAtPercentile(99) / 1e3);
            figures.put(what + " max ms", histogram.getMaxValue() / 1e3);
        }
    }
}
