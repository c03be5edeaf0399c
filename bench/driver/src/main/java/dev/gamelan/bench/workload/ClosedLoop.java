package dev.gamelan.bench.workload;

import dev.gamelan.bench.subject.Subject;
import dev.gamelan.bench.subject.Submitter;
import dev.gamelan.bench.subject.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** So many submitters at once, each of which waits for its answer before it submits again. */
public final class ClosedLoop {

    private static final int SUBMITTERS = 32;

    private final Subject subject;
    private final IntFunction<Task> tasks;
    private final int count;
    private final int perRequest;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private ClosedLoop(Subject subject, IntFunction<Task> tasks, int count, int perRequest) {
        this.subject = subject;
        this.tasks = tasks;
        this.count = count;
        this.perRequest = perRequest;
    }

    /** What became of the submissions. */
    public record Outcome(int accepted, int refused, double seconds) {
        public double perSecond() {
            return accepted / seconds;
        }
    }

    public static Outcome submit(Subject subject, int count, int perRequest, IntFunction<Task> tasks) throws Exception {
        return new ClosedLoop(subject, tasks, count, perRequest).run();
    }

    private Outcome run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SUBMITTERS);
        try {
            long begin = System.nanoTime();
            List<Future<?>> loops = new ArrayList<>();
            for (int i = 0; i < SUBMITTERS; i++) {
                loops.add(threads.submit(this::submitUntilDone));
            }
            for (Future<?> loop : loops) {
                loop.get();
            }
            return new Outcome(count - refused.get(), refused.get(), (System.nanoTime() - begin) / 1e9);
        } finally {
            threads.shutdownNow();
        }
    }

    private Void submitUntilDone() throws Exception {
        try (Submitter submitter = subject.submitter()) {
            for (int from = next.getAndAdd(perRequest); from < count; from = next.getAndAdd(perRequest)) {
                List<Task> request = new ArrayList<>(perRequest);
                for (int i = from; i < Math.min(count, from + perRequest); i++) {
                    request.add(tasks.apply(i));
                }
                try {
                    submitter.submit(request);
                } catch (Exception e) {
                    Complaints.say(subject, e);
                    refused.addAndGet(request.size());
                }
            }
        }
        return null;
    }
}
