package dev.gamelan.execution;

import dev.gamelan.platform.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * Carries out the steps of one run that go on side by side. The thread of the function takes part, so that they come to an
 * end even when no other thread is to be had. The others work in the naming context of the function's module, too, which
 * is taken from that thread.
 */
@ApplicationScoped
class SideBySide {

    private static final int MOST_THREADS = 32;

    /** Of all runs together: 128 runs would take 4,000 threads otherwise. */
    private static final int MOST_HELPERS = 256;

    @Resource
    private ContextService contexts;

    @Inject
    private Workers workers;

    @Inject
    private Requests requests;

    private Helpers helpers;

    @PostConstruct
    void start() {
        helpers = new Helpers(workers, MOST_HELPERS);
    }

    void run(List<Runnable> tasks) {
        Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
        CountDownLatch open = new CountDownLatch(tasks.size());
        tasks.forEach(task -> queue.add(() -> {
            try {
                task.run();
            } finally {
                open.countDown();
            }
        }));
        Runnable drain = contexts.createContextualProxy(() -> requests.in(() -> drain(queue)), Runnable.class);
        int wanted = Math.min(tasks.size(), MOST_THREADS) - 1;
        for (int i = 0; i < wanted && helpers.start(drain); i++) {
            // those that have started already take their tasks
        }
        drain(queue);
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while steps were going on side by side", e);
        }
    }

    private static boolean drain(Queue<Runnable> queue) {
        for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
            task.run();
        }
        return true;
    }
}
