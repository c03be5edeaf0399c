package dev.gamelan.execution;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/** Threads that help those of the functions, a limited number of them for all runs of this node together. */
final class Helpers {

    private final Executor threads;
    private final Semaphore free;

    Helpers(Executor threads, int most) {
        this.threads = threads;
        this.free = new Semaphore(most);
    }

    /** @return false when no thread is to be had, and the task is not carried out */
    boolean start(Runnable task) {
        if (!free.tryAcquire()) {
            return false;
        }
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    free.release();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            free.release(); // the server is stopping or short of threads
            return false;
        }
    }
}
