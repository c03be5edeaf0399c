package dev.gamelan.execution;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;

/**
 * Carries out the steps of one run that go on side by side. The thread of the function takes part, so that they come to an
 * end even when no other thread is to be had. The others work in the naming context of the function's module, too: the
 * executor takes it from the thread that submits.
 */
@ApplicationScoped
class SideBySide {

    private static final int MOST_THREADS = 32;

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private Requests requests;

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
        int helpers = Math.min(tasks.size(), MOST_THREADS) - 1;
        for (int i = 0; i < helpers; i++) {
            try {
                executor.execute(() -> requests.in(() -> drain(queue)));
            } catch (RejectedExecutionException e) {
                break; // the server is stopping or short of threads: this thread does it all
            }
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
