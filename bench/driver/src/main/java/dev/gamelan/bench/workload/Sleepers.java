package dev.gamelan.bench.workload;

import dev.gamelan.bench.measure.Cpu;
import dev.gamelan.bench.measure.Latencies;
import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.recording.Recorder.Progress;
import dev.gamelan.bench.subject.Moments;
import dev.gamelan.bench.subject.Subject;
import dev.gamelan.bench.subject.Task;
import dev.gamelan.bench.subject.Work;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** W6: many functions fall asleep, and wake up spread over 30 s. */
final class Sleepers implements Workload {

    private static final long SPREAD = 30_000;

    /** Sleepers a second that are expected to fall asleep, so that all sleep before the first is due. */
    private static final int PACE = 2_000;

    @Override
    public List<Measurement> run(Subject subject, Keys keys, Sizes sizes) throws Exception {
        int count = sizes.sleepers();
        int base = keys.take(count);
        subject.begin(base, count);
        long heapBefore = subject.heap();
        Cpu cpu = Cpu.of(subject.processes());
        long begin = System.currentTimeMillis();
        long firstDue = begin + 5_000 + count * 1_000L / PACE;
        ClosedLoop.Outcome submitted = ClosedLoop.submit(
                subject,
                count,
                subject.tasksPerRequest(Work.SLEEP),
                i -> new Task(Work.SLEEP, base + i, due(firstDue, i, count)));
        Progress asleep = subject.await(
                new Progress(submitted.accepted(), 0, 0),
                Duration.ofMillis(Math.max(0, firstDue - System.currentTimeMillis())));
        double seconds = (System.currentTimeMillis() - begin) / 1e3;
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("seconds until all sleep", seconds);
        figures.put("CPU µs each to fall asleep", cpu.microsPer(count));
        figures.put("heap bytes each", (subject.heap() - heapBefore) / (double) count);
        cpu.microsPer(1);
        subject.await(
                Workload.finished(submitted.accepted()),
                Duration.ofMillis(firstDue + SPREAD + 60_000 - System.currentTimeMillis()));
        figures.put("CPU µs each to wake", cpu.microsPer(count));
        Moments moments = subject.moments();
        Latencies lateness = lateness(moments, count, firstDue);
        lateness.addTo(figures, "lateness");
        figures.put("woken too early", (double) early(moments, count, firstDue));
        String note = asleep.started() < submitted.accepted()
                ? "only " + asleep.started() + " slept when the first was due"
                : "";
        Measurement result = new Measurement(subject.name(), "W6", count, figures, submitted.refused(), note);
        return List.of(
                lateness.count() == count ? result : result.withNote("only " + lateness.count() + " woke up in time"));
    }

    /** One that is woken before its time is not late at all. */
    private static Latencies lateness(Moments moments, int count, long firstDue) {
        Latencies lateness = new Latencies();
        for (int i = 0; i < count; i++) {
            if (moments.finished()[i] != 0) {
                lateness.record(moments.finished()[i] - due(firstDue, i, count) * 1000);
            }
        }
        return lateness;
    }

    private static long early(Moments moments, int count, long firstDue) {
        return IntStream.range(0, count)
                .filter(i -> moments.finished()[i] != 0 && moments.finished()[i] < due(firstDue, i, count) * 1000)
                .count();
    }

    /** In milliseconds since 1970. */
    private static long due(long firstDue, int index, int count) {
        return firstDue + index * SPREAD / count;
    }
}
