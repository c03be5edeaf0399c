package dev.gamelan.stream;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * A listener, and how far it has been told. It is told the next thing when it has taken the last: one that is slow is told less often,
 * and of more at once, and costs no memory but for what is on its way.
 */
final class Client {

    private static final System.Logger LOG = System.getLogger(Client.class.getName());
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Interest interest;
    private final Listener listener;

    /** What it was told by this node before, or nowhere. */
    private final Position before;

    private volatile boolean isBusy;
    private volatile boolean isGone;
    private volatile long toldAt;
    private boolean isGreeted;
    private long readTo;

    /** @param before null when it was told nothing before */
    Client(Interest interest, Listener listener, Position before) {
        this.interest = interest;
        this.listener = listener;
        this.before = before;
    }

    Interest interest() {
        return interest;
    }

    Position before() {
        return before;
    }

    boolean isGreeted() {
        return isGreeted;
    }

    /** In the log of changes. */
    long readTo() {
        return readTo;
    }

    void greeted() {
        isGreeted = true;
    }

    /** It needs nothing up to there any more. */
    void read(long number) {
        readTo = number;
    }

    boolean isReady() {
        return !isBusy && !isGone;
    }

    /** @param now nanoseconds, of {@link System#nanoTime} */
    boolean isQuiet(long now) {
        return now - toldAt >= HEARTBEAT.toNanos();
    }

    /** Whether it has gone, or has taken so long that it has to go. */
    boolean isLost(long now) {
        return isGone || listener.isGone() || (isBusy && now - toldAt >= PATIENCE.toNanos());
    }

    void tell(Executor executor, Consumer<Listener> message) {
        isBusy = true;
        toldAt = System.nanoTime();
        try {
            executor.execute(() -> say(message));
        } catch (RejectedExecutionException e) {
            isGone = true; // the application stops
        }
    }

    private void say(Consumer<Listener> message) {
        try {
            message.accept(listener);
        } catch (RuntimeException e) {
            LOG.log(listener.isGone() ? Level.DEBUG : Level.WARNING, "Somebody who listens could not be told", e);
            isGone = true; // who wants to know more comes back
        } finally {
            isBusy = false;
        }
    }

    void end() {
        isGone = true;
        listener.end();
    }
}
