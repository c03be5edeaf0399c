package dev.gamelan.platform;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * As many threads as there are tasks that block, and hardly more than there are processors for those that do not. A commit makes
 * hundreds of short tasks at once; to wake a thread for each costs more than the tasks do. Here one thread at a time is woken,
 * the one that rested last; if it finds more than it can take it wakes the next, and a thread that has finished takes another
 * task before it rests. No task waits for another to end.
 */
final class KeptThreads implements Executor {

    private static final System.Logger LOG = System.getLogger(KeptThreads.class.getName());

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Deque<Member> resting = new ArrayDeque<>();

    /** Whether a thread is on its way to look for tasks. */
    private final AtomicBoolean waking = new AtomicBoolean();

    private final ThreadFactory factory;
    private final Duration patience;
    private volatile boolean stopped;

    /** @param patience for how long a thread is kept that has nothing to do */
    KeptThreads(ThreadFactory factory, Duration patience) {
        this.factory = factory;
        this.patience = patience;
    }

    /** @throws RejectedExecutionException when this has been stopped, or there is no thread to be had */
    @Override
    public void execute(Runnable task) {
        if (stopped) {
            throw new RejectedExecutionException("the application is stopping");
        }
        tasks.add(task);
        try {
            wakeOne();
        } catch (RuntimeException | Error e) {
            if (tasks.remove(task)) {
                throw new RejectedExecutionException("there is no thread to be had", e);
            }
        }
    }

    /** Takes no more tasks; those that it has are carried out. */
    void stop() {
        stopped = true;
        synchronized (resting) {
            resting.forEach(member -> LockSupport.unpark(member.thread));
        }
    }

    private void wakeOne() {
        if (!waking.compareAndSet(false, true)) {
            return;
        }
        Member member;
        synchronized (resting) {
            member = resting.pollLast();
            if (member != null) {
                member.isResting = false;
            }
        }
        if (member != null) {
            LockSupport.unpark(member.thread);
            return;
        }
        try {
            new Member().start();
        } catch (RuntimeException | Error e) {
            waking.set(false);
            throw e;
        }
    }

    private final class Member implements Runnable {

        private Thread thread;

        /** Changed under the lock on those that rest. */
        private volatile boolean isResting;

        void start() {
            thread = factory.newThread(this);
            thread.start();
        }

        @Override
        public void run() {
            do {
                waking.set(false);
                workAll();
            } while (rest());
        }

        private void workAll() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                if (!tasks.isEmpty()) {
                    wakeNext();
                }
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    LOG.log(Level.ERROR, "A task failed", e);
                }
                Thread.interrupted(); // that was meant for the task
            }
        }

        private void wakeNext() {
            try {
                wakeOne();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "There is no other thread to be had: {0}", e);
            }
        }

        /** @return false when it has been waited for long enough, or nothing more will come */
        private boolean rest() {
            synchronized (resting) {
                resting.addLast(this);
                isResting = true;
            }
            long end = System.nanoTime() + patience.toNanos();
            // A task that came before this thread could be found here has perhaps woken nobody.
            long left = patience.toNanos();
            while (isResting && tasks.isEmpty() && !stopped && left > 0) {
                LockSupport.parkNanos(this, left);
                Thread.interrupted(); // or it would not rest again
                left = end - System.nanoTime();
            }
            synchronized (resting) {
                if (!isResting) {
                    return true;
                }
                resting.remove(this);
                isResting = false;
                // It may have left its rest for a task that another was quicker to take.
                return !tasks.isEmpty() || (!stopped && left > 0);
            }
        }
    }
}
