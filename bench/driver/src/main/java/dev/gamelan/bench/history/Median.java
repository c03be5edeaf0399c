package dev.gamelan.bench.history;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** Of some rounds of the same, the one that says what it usually comes to. */
final class Median {

    private Median() {}

    static <T> double of(Collection<T> values, ToDoubleFunction<T> figure) {
        double[] sorted = values.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
