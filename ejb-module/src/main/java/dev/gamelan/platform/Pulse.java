package dev.gamelan.platform;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a task when it is asked to, in the background and never twice at once: requests that come while it runs make it run
 * once more. A failure is logged and forgotten; whoever needs the task to succeed asks again, usually a timer.
 */
public final class Pulse {

    private static final System.Logger LOG = System.getLogger(Pulse.class.getName());

    private final String name;
    private final Executor executor;
    private final Runnable task;
    private final AtomicInteger requests = new AtomicInteger();
    private boolean failing;

    public Pulse(String name, Executor executor, Runnable task) {
        this.name = name;
        this.executor = executor;
        this.task = task;
    }

    /** Returns at once. */
    public void request() {
        if (requests.getAndIncrement() == 0) {
            try {
                executor.execute(this::run);
            } catch (RejectedExecutionException e) {
                requests.set(0);
            }
        }
    }

    private void run() {
        int seen;
        do {
            seen = requests.get();
            runOnce();
        } while (!requests.compareAndSet(seen, 0));
    }

    /** One line when it begins to fail and one when it works again: an outage must not fill the log. */
    private void runOnce() {
        try {
            task.run();
            if (failing) {
                failing = false;
                LOG.log(Level.INFO, "{0} works again", name);
            }
        } catch (RuntimeException | Error e) {
            if (!failing) {
                failing = true;
                LOG.log(Level.WARNING, name + " failed and will be tried again until it works", e);
            }
        }
    }
}
