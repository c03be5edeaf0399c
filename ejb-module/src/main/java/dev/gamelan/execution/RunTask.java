package dev.gamelan.execution;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedTask;
import jakarta.enterprise.concurrent.ManagedTaskListener;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Work on one run, as the container's executor sees it. An executor can take a task and then never run it, because the
 * application stops meanwhile; then what the task holds has to be given back.
 */
final class RunTask implements Runnable, ManagedTask, ManagedTaskListener {

    private final Runnable work;
    private final Runnable giveBack;
    private final AtomicBoolean begun = new AtomicBoolean();

    RunTask(Runnable work, Runnable giveBack) {
        this.work = work;
        this.giveBack = giveBack;
    }

    @Override
    public void run() {
        if (begun.compareAndSet(false, true)) {
            work.run();
        }
    }

    /** Gives back what the task holds, unless it has begun and does so itself. */
    void undo() {
        if (begun.compareAndSet(false, true)) {
            giveBack.run();
        }
    }

    @Override
    public ManagedTaskListener getManagedTaskListener() {
        return this;
    }

    @Override
    public Map<String, String> getExecutionProperties() {
        return Map.of();
    }

    @Override
    public void taskSubmitted(Future<?> future, ManagedExecutorService executor, Object task) {
        // nothing to do
    }

    @Override
    public void taskAborted(Future<?> future, ManagedExecutorService executor, Object task, Throwable cause) {
        undo();
    }

    @Override
    public void taskDone(Future<?> future, ManagedExecutorService executor, Object task, Throwable failure) {
        undo();
    }

    @Override
    public void taskStarting(Future<?> future, ManagedExecutorService executor, Object task) {
        // nothing to do
    }
}
