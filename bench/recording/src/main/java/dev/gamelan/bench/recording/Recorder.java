package dev.gamelan.bench.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When which function began and ended, and how many steps were executed. Functions are known by a number, their key, that the driver
 * gives them; what belongs to no key of the present workload is counted as nothing.
 *
 * <p>In memory, without locks, so that it costs next to nothing; a {@link Journal} if the process is going to be killed.
 */
public final class Recorder {

    /** The small JSON that every durable step returns. */
    public record Result(boolean ok, int step) {}

    /** How far the present workload has come: functions begun and ended, step bodies executed. */
    public record Progress(long started, long finished, long steps) {}

    private volatile Times times = new Times(0, 0);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Journal journal = Journal.NONE;
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong finished = new AtomicLong();
    private final AtomicLong steps = new AtomicLong();

    /** Forgets everything; from now on the keys from {@code base} on count, {@code size} of them. */
    public void begin(int base, int size) {
        times = new Times(base, size);
        started.set(0);
        finished.set(0);
        steps.set(0);
    }

    /** Writes every step to a file from now on, if the file is there: who wants the journal creates it. */
    public void journal(Path file) {
        try {
            journal.close();
            journal = Journal.ifPresent(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first thing in a function. Only the first time counts. */
    public void started(int key) {
        if (times.started(key, now())) {
            started.incrementAndGet();
        }
    }

    /** The body of a durable step: a no-op with a small result. */
    public Result step(int key, int number) {
        if (number > 1) {
            passGate();
        }
        steps.incrementAndGet();
        journal.step(key, number);
        return new Result(true, number);
    }

    /** After the last step, or where a sleeper wakes up. Only the first time counts. */
    public void finished(int key) {
        if (times.finished(key, now())) {
            finished.incrementAndGet();
        }
    }

    public Progress progress() {
        return new Progress(started.get(), finished.get(), steps.get());
    }

    /** Waits until the workload has come as far as this in every respect, or the time is over. */
    public Progress await(Progress wanted, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        Progress present = progress();
        while (!reached(present, wanted) && System.nanoTime() < deadline) {
            TimeUnit.MICROSECONDS.sleep(500);
            present = progress();
        }
        return present;
    }

    /** Lets no function pass its first step: to get many in flight. */
    public void closeGate() {
        gate = new CountDownLatch(1);
    }

    public void openGate() {
        gate.countDown();
    }

    public Times times() {
        return times;
    }

    private void passGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean reached(Progress present, Progress wanted) {
        return present.started() >= wanted.started()
                && present.finished() >= wanted.finished()
                && present.steps() >= wanted.steps();
    }

    /** Microseconds since 1970. */
    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
