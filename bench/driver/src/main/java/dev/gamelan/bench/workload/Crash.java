package dev.gamelan.bench.workload;

import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.recording.Journal;
import dev.gamelan.bench.recording.Recorder.Progress;
import dev.gamelan.bench.subject.Subject;
import dev.gamelan.bench.subject.Task;
import dev.gamelan.bench.subject.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * W7: many five-step functions in flight, two fifths of their steps done, then {@code kill -9}. The two halves run before and after
 * the restart, for a peer in two processes.
 *
 * @param base the first key
 * @param accepted how many functions were accepted
 * @param completedBefore what the database counted before
 */
public record Crash(int base, int count, int accepted, int refused, long completedBefore) {

    private static final int STEPS = 5;

    /** Returns when it is time to kill the subject. */
    public static Crash prepare(Subject subject, Keys keys, int count) throws Exception {
        int base = keys.take(count);
        subject.begin(base, count);
        long completed = subject.completed(Work.FIVE);
        subject.closeGate();
        ClosedLoop.Outcome submitted = ClosedLoop.submit(
                subject, count, subject.tasksPerRequest(Work.FIVE), i -> Task.of(Work.FIVE, base + i));
        subject.openGate();
        subject.await(new Progress(0, 0, (long) submitted.accepted() * STEPS * 2 / 5), Workload.LIMIT);
        return new Crash(base, count, submitted.accepted(), submitted.refused(), completed);
    }

    /**
     * @param startNanos when the restart was begun, by {@link System#nanoTime}
     * @param ready when the subject said that it was ready
     * @param journal which steps were executed, before and after the crash
     */
    public Measurement recover(Subject subject, long startNanos, long ready, Path journal) throws Exception {
        long deadline = System.nanoTime() + Workload.LIMIT.toNanos();
        long completed = subject.completed(Work.FIVE) - completedBefore;
        while (completed < accepted && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
            completed = subject.completed(Work.FIVE) - completedBefore;
        }
        long end = System.nanoTime();
        long executions = 0;
        Map<String, Integer> steps = Journal.read(journal);
        for (int times : steps.values()) {
            executions += times;
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("s from readiness to all complete", seconds(ready, end));
        figures.put("s from restart to all complete", seconds(startNanos, end));
        figures.put("lost", (double) Math.max(0, accepted - completed));
        figures.put("steps run twice", (double) (executions - steps.size()));
        return new Measurement(subject.name(), "W7", count, figures, refused, "");
    }

    private static double seconds(long from, long to) {
        return Duration.ofNanos(to - from).toMillis() / 1e3;
    }
}
