package dev.gamelan.bench.workload;

import dev.gamelan.bench.measure.Cpu;
import dev.gamelan.bench.measure.Latencies;
import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.subject.Moments;
import dev.gamelan.bench.subject.Subject;
import dev.gamelan.bench.subject.Submitter;
import dev.gamelan.bench.subject.Task;
import dev.gamelan.bench.subject.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * W4: 20 submissions a second, whatever becomes of them, and how long until the function begins and until it is complete. Counted from the
 * instant when the submission was due, so that a subject that holds its submitters up does not look better for it.
 */
final class Latency implements Workload {

    private static final int RATE = 20;
    private static final int SUBMITTERS = 8;

    @Override
    public List<Measurement> run(Subject subject, Keys keys, Sizes sizes) throws Exception {
        measure(subject, keys, Math.max(2, sizes.latencySeconds() / 3) * RATE);
        return List.of(measure(subject, keys, sizes.latencySeconds() * RATE));
    }

    private static Measurement measure(Subject subject, Keys keys, int count) throws Exception {
        int base = keys.take(count);
        subject.begin(base, count);
        AtomicInteger refused = new AtomicInteger();
        Cpu cpu = Cpu.of(subject.processes());
        long first = submit(subject, base, count, refused);
        subject.await(Workload.finished(count - refused.get()), Duration.ofSeconds(30));
        Moments moments = subject.moments();
        Latencies started = new Latencies();
        Latencies completed = new Latencies();
        for (int i = 0; i < count; i++) {
            long due = first + i * 1_000_000L / RATE;
            if (moments.finished()[i] != 0) {
                started.record(moments.started()[i] - due);
                completed.record(moments.finished()[i] - due);
            }
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        started.addTo(figures, "start");
        completed.addTo(figures, "five steps");
        figures.put("CPU µs each", cpu.microsPer(completed.count()));
        String note = completed.count() < count ? "only " + completed.count() + " of " + count + " completed" : "";
        return new Measurement(subject.name(), "W4", count, figures, refused.get(), note);
    }

    /** @return when the first one was due, in microseconds since 1970 */
    private static long submit(Subject subject, int base, int count, AtomicInteger refused) throws Exception {
        ThreadLocal<Submitter> submitters = new ThreadLocal<>();
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(SUBMITTERS);
        try {
            long delay = TimeUnit.MILLISECONDS.toNanos(200);
            long nanoNow = System.nanoTime();
            long first = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) + delay / 1000;
            for (int i = 0; i < count; i++) {
                Task task = Task.of(Work.FIVE, base + i);
                long due = nanoNow + delay + i * 1_000_000_000L / RATE;
                threads.schedule(
                        () -> {
                            try {
                                if (submitters.get() == null) {
                                    submitters.set(subject.submitter());
                                }
                                submitters.get().submit(List.of(task));
                            } catch (Exception e) {
                                Complaints.say(subject, e);
                                refused.incrementAndGet();
                            }
                        },
                        due - System.nanoTime(),
                        TimeUnit.NANOSECONDS);
            }
            threads.shutdown();
            threads.awaitTermination(count / RATE + 30, TimeUnit.SECONDS);
            return first;
        } finally {
            threads.shutdownNow();
        }
    }
}
