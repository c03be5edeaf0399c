package dev.gamelan.platform;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Runs a task when it is asked to, in the background and never twice at once: requests that come while it runs make it run
 * once more. A failure is logged and forgotten; whoever needs the task to succeed asks again, usually a timer. While the task
 * fails, it is left alone for a time that doubles up to five seconds, so that an outage fills neither CPU nor log.
 */
public final class Pulse {

    private static final System.Logger LOG = System.getLogger(Pulse.class.getName());
    private static final long SHORTEST_PAUSE = Duration.ofMillis(250).toNanos();
    private static final long LOST = Duration.ofSeconds(30).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toNanos();

    /** What our own executors say, and what those of the JDK say, of which a server's transactions are one. */
    private static final Pattern STOPPING =
            Pattern.compile("the application is stopping|\\[(Shutting down|Terminated),");

    private enum State {
        IDLE,
        QUEUED,
        RUNNING,
        /** Running, and requested once more. */
        AGAIN
    }

    private final String name;
    private final Executor executor;
    private final Runnable task;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private volatile boolean stopped;
    private volatile long submittedAt;
    private long pause;
    private long resumeAt;

    public Pulse(String name, Executor executor, Runnable task) {
        this.name = name;
        this.executor = executor;
        this.task = task;
    }

    /** Returns at once, and never throws: a container that sees a timer's method throw twice gives the timer up. */
    public void request() {
        while (!stopped) {
            State now = state.get();
            if (now == State.AGAIN || (now == State.QUEUED && !isLost())) {
                return; // it has not begun what it runs next
            }
            if (now == State.QUEUED || (now == State.IDLE && state.compareAndSet(State.IDLE, State.QUEUED))) {
                submit();
                return;
            }
            if (now == State.RUNNING && state.compareAndSet(State.RUNNING, State.AGAIN)) {
                return; // whatever it has looked at already is looked at again
            }
        }
    }

    private void submit() {
        submittedAt = System.nanoTime();
        try {
            executor.execute(this::run);
        } catch (RuntimeException | Error e) {
            // Rejected, or in a container that is just starting or stopping. The next request tries again.
            state.compareAndSet(State.QUEUED, State.IDLE);
            LOG.log(Level.DEBUG, "{0} could not be started: {1}", name, e);
        }
    }

    /** Nothing is run any more; what still runs and fails because the application stops is not worth a word. */
    public void stop() {
        stopped = true;
    }

    /** A container's executor can take a task and, when it cannot set its context up, never run it. */
    private boolean isLost() {
        return System.nanoTime() - submittedAt > LOST;
    }

    private void run() {
        if (!state.compareAndSet(State.QUEUED, State.RUNNING)) {
            return;
        }
        do {
            state.set(State.RUNNING);
            if (!stopped && (pause == 0 || System.nanoTime() - resumeAt >= 0)) {
                runOnce();
            }
        } while (!state.compareAndSet(State.RUNNING, State.IDLE));
    }

    private void runOnce() {
        try {
            task.run();
            if (pause > 0) {
                pause = 0;
                LOG.log(Level.INFO, "{0} works again", name);
            }
        } catch (RuntimeException | Error e) {
            if (pause == 0 && !stopped) {
                LOG.log(
                        isEndOfServer(e) ? Level.DEBUG : Level.WARNING,
                        name + " failed and will be tried again until it works",
                        e);
            }
            pause = Math.min(Math.max(SHORTEST_PAUSE, 2 * pause), LONGEST_PAUSE);
            resumeAt = System.nanoTime() + pause;
        }
    }

    /** A server that is stopped takes its transactions away some moments before it stops its applications. */
    static boolean isEndOfServer(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RejectedExecutionException
                    && STOPPING.matcher(String.valueOf(cause.getMessage())).find()) {
                return true;
            }
        }
        return false;
    }
}
