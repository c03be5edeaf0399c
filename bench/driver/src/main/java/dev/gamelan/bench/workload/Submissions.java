package dev.gamelan.bench.workload;

import dev.gamelan.bench.measure.Cpu;
import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.subject.Subject;
import dev.gamelan.bench.subject.Task;
import dev.gamelan.bench.subject.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** W1: durable submissions, nothing of which runs. */
final class Submissions implements Workload {

    private static final int BATCH = 100;

    @Override
    public List<Measurement> run(Subject subject, Keys keys, Sizes sizes) throws Exception {
        Workload.warmUp(subject, sizes, () -> measure(subject, keys, "W1", Math.max(1, sizes.submissions() / 4), 1));
        Measurement single = measure(subject, keys, "W1", sizes.submissions(), 1);
        if (subject.tasksPerRequest(Work.SUBMIT) == 1) {
            return List.of(single);
        }
        return List.of(single, measure(subject, keys, "W1 by 100", sizes.batchedSubmissions(), BATCH));
    }

    private static Measurement measure(Subject subject, Keys keys, String id, int count, int perRequest)
            throws Exception {
        int base = keys.take(count);
        Cpu cpu = Cpu.of(subject.processes());
        ClosedLoop.Outcome outcome = ClosedLoop.submit(subject, count, perRequest, i -> Task.of(Work.SUBMIT, base + i));
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("submissions/s", outcome.perSecond());
        figures.put("of the CPU, Java compilers %", cpu.compilerShare() * 100);
        figures.put("CPU µs each", cpu.microsPer(outcome.accepted()));
        return new Measurement(subject.name(), id, count, figures, outcome.refused(), "");
    }
}
