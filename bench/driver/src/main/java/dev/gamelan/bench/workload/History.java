package dev.gamelan.bench.workload;

import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.subject.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** W9: what a one-step function costs with few completed runs stored, and with a hundred times as many. */
record History(Throughput functions) implements Workload {

    private static final int RATIO = 100;

    @Override
    public List<Measurement> run(Subject subject, Keys keys, Sizes sizes) throws Exception {
        if (!subject.keepsHistory()) {
            return List.of();
        }
        long few = Math.max(1, sizes.history() / RATIO);
        subject.storeHistory(0, few);
        Measurement before = functions.run(subject, keys, sizes).get(0);
        subject.storeHistory(few, sizes.history() - few);
        Measurement after = functions.run(subject, keys, sizes).get(0);
        Map<String, Double> figures = new LinkedHashMap<>();
        for (String figure : List.of("functions/s", "CPU µs each")) {
            double first = before.figures().get(figure);
            double second = after.figures().get(figure);
            figures.put(figure + " with few stored", first);
            figures.put(figure + " with many stored", second);
            figures.put(figure + ", many to few", second / first);
        }
        return List.of(new Measurement(
                subject.name(), "W9", sizes.history(), figures, before.errors() + after.errors(), after.note()));
    }
}
