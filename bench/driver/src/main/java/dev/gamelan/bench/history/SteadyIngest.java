package dev.gamelan.bench.history;

import dev.gamelan.bench.measure.Latencies;
import dev.gamelan.bench.subject.Subject;
import dev.gamelan.bench.subject.Submitter;
import dev.gamelan.bench.subject.Task;
import dev.gamelan.bench.subject.Work;
import dev.gamelan.bench.workload.Keys;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Requests with 20 events each, 50 a second whatever becomes of them, and how long until each is acknowledged: counted from the instant when
 * it was due, so that a server that holds its clients up does not look better for it.
 */
final class SteadyIngest {

    private static final int REQUESTS_PER_SECOND = 50;
    private static final int EVENTS = 20;
    private static final int CLIENTS = 16;

    private final Subject subject;
    private final Keys keys;
    private final AtomicInteger refused = new AtomicInteger();

    SteadyIngest(Subject subject, Keys keys) {
        this.subject = subject;
        this.keys = keys;
    }

    int refused() {
        return refused.get();
    }

    /** @param goesOn asked ten times a second */
    void run(Latencies latencies, BooleanSupplier goesOn) throws InterruptedException {
        ThreadLocal<Submitter> submitters = new ThreadLocal<>();
        ScheduledExecutorService clients = Executors.newScheduledThreadPool(CLIENTS);
        try {
            long due = System.nanoTime();
            int perTurn = REQUESTS_PER_SECOND / 10;
            while (goesOn.getAsBoolean()) {
                for (int i = 0; i < perTurn; i++) {
                    due += TimeUnit.SECONDS.toNanos(1) / REQUESTS_PER_SECOND;
                    long at = due;
                    clients.schedule(
                            () -> submit(submitters, at, latencies), at - System.nanoTime(), TimeUnit.NANOSECONDS);
                }
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
            clients.shutdown();
            clients.awaitTermination(1, TimeUnit.MINUTES);
        } finally {
            clients.shutdownNow();
        }
    }

    private void submit(ThreadLocal<Submitter> submitters, long due, Latencies latencies) {
        try {
            if (submitters.get() == null) {
                submitters.set(subject.submitter());
            }
            submitters.get().submit(tasks());
            synchronized (latencies) {
                latencies.record((System.nanoTime() - due) / 1_000);
            }
        } catch (Exception e) {
            refused.addAndGet(EVENTS);
        }
    }

    private List<Task> tasks() {
        int base;
        synchronized (keys) {
            base = keys.take(EVENTS);
        }
        return IntStream.range(base, base + EVENTS)
                .mapToObj(key -> Task.of(Work.SUBMIT, key))
                .toList();
    }
}
