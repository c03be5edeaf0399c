package dev.gamelan.bench.workload;

import dev.gamelan.bench.measure.Cpu;
import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.subject.Moments;
import dev.gamelan.bench.subject.Subject;
import dev.gamelan.bench.subject.Submitter;
import dev.gamelan.bench.subject.Task;
import dev.gamelan.bench.subject.Work;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** W8: what a run of 1,000 steps costs beside one of 100. Twelve times as much is the limit; one after the other. */
final class LongRuns implements Workload {

    private static final int SHORT = 100;
    private static final int LONG = 1_000;

    private record Cost(double millis, double cpuMicros) {}

    @Override
    public List<Measurement> run(Subject subject, Keys keys, Sizes sizes) throws Exception {
        measure(subject, keys, SHORT, sizes.longRuns());
        Cost small = measure(subject, keys, SHORT, sizes.longRuns() * 4);
        Cost large = measure(subject, keys, LONG, sizes.longRuns());
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("ms for 100 steps", small.millis());
        figures.put("ms for 1,000 steps", large.millis());
        figures.put("time, 1,000 to 100", large.millis() / small.millis());
        figures.put("CPU, 1,000 to 100", large.cpuMicros() / small.cpuMicros());
        return List.of(new Measurement(subject.name(), "W8", sizes.longRuns(), figures, 0, ""));
    }

    private static Cost measure(Subject subject, Keys keys, int steps, int runs) throws Exception {
        int base = keys.take(runs);
        subject.begin(base, runs);
        Cpu cpu = Cpu.of(subject.processes());
        try (Submitter submitter = subject.submitter()) {
            for (int i = 0; i < runs; i++) {
                submitter.submit(List.of(new Task(Work.LONG, base + i, steps)));
                if (subject.await(Workload.finished(i + 1), LIMIT).finished() <= i) {
                    throw new IllegalStateException("a run of " + steps + " steps was not complete after " + LIMIT);
                }
            }
        }
        double micros = cpu.microsPer(runs);
        Moments moments = subject.moments();
        double[] millis = new double[runs];
        for (int i = 0; i < runs; i++) {
            millis[i] = (moments.finished()[i] - moments.started()[i]) / 1e3;
        }
        Arrays.sort(millis);
        return new Cost(millis[runs / 2], micros);
    }
}
