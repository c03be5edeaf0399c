package dev.gamelan.bench.workload;

import dev.gamelan.bench.measure.Cpu;
import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.recording.Recorder.Progress;
import dev.gamelan.bench.subject.Subject;
import dev.gamelan.bench.subject.Task;
import dev.gamelan.bench.subject.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * W2, W3, W5: from the first submission until the database says that the last function is complete.
 *
 * @param functions how many functions a task starts
 */
record Throughput(String id, Work work, int functions, ToIntFunction<Sizes> size) implements Workload {

    @Override
    public List<Measurement> run(Subject subject, Keys keys, Sizes sizes) throws Exception {
        int tasks = size.applyAsInt(sizes);
        Workload.warmUp(subject, sizes, () -> measure(subject, keys, Math.max(1, tasks / 5)));
        return List.of(measure(subject, keys, tasks));
    }

    private Measurement measure(Subject subject, Keys keys, int tasks) throws Exception {
        int base = keys.take(tasks * functions);
        subject.begin(base, tasks * functions);
        long completedBefore = subject.completed(work);
        Cpu cpu = Cpu.of(subject.processes());
        long begin = System.nanoTime();
        ClosedLoop.Outcome submitted = ClosedLoop.submit(
                subject, tasks, subject.tasksPerRequest(work), i -> Task.of(work, base / functions + i));
        long expected = (long) submitted.accepted() * functions;
        Progress progress = Workload.awaitFinished(subject, expected);
        long completed = awaitCompleted(subject, completedBefore, expected, progress.finished() >= expected);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("functions/s", completed / seconds);
        figures.put("of the CPU, Java compilers %", cpu.compilerShare() * 100);
        figures.put("CPU µs each", cpu.microsPer(completed));
        figures.put("submissions/s meanwhile", submitted.perSecond());
        String note = completed < expected ? "only " + completed + " of " + expected + " completed in time" : "";
        return new Measurement(subject.name(), id, (long) tasks * functions, figures, submitted.refused(), note);
    }

    /** The functions' own count comes first: the database is not asked while it is busy. */
    private long awaitCompleted(Subject subject, long before, long expected, boolean patient) throws Exception {
        long deadline = System.nanoTime() + (patient ? TimeUnit.SECONDS.toNanos(30) : 0);
        long completed = subject.completed(work) - before;
        while (completed < expected && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
            completed = subject.completed(work) - before;
        }
        return completed;
    }
}
