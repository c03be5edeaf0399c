package dev.gamelan.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PulseTest {

    private final Queue<Runnable> submitted = new ArrayDeque<>();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void requestsBeforeItRunsAreOneRun() {
        Pulse pulse = new Pulse("test", submitted::add, runs::incrementAndGet);

        pulse.request();
        pulse.request();
        pulse.request();
        runSubmitted();

        assertThat(runs).hasValue(1);
        assertThat(submitted).isEmpty();
    }

    @Test
    void aRequestWhileItRunsMakesItRunOnceMore() {
        Pulse[] pulse = new Pulse[1];
        pulse[0] = new Pulse("test", submitted::add, () -> {
            if (runs.incrementAndGet() == 1) {
                pulse[0].request();
                pulse[0].request();
            }
        });

        pulse[0].request();
        runSubmitted();

        assertThat(runs).hasValue(2);
        assertThat(submitted).isEmpty();
    }

    @Test
    void knowsTheEndOfTheServerFromOtherFailures() {
        ScheduledThreadPoolExecutor transactions = new ScheduledThreadPoolExecutor(1);
        transactions.shutdownNow();
        RuntimeException ended = catchThrowableOfType(
                RejectedExecutionException.class, () -> transactions.schedule(() -> {}, 1, TimeUnit.MINUTES));

        assertThat(Pulse.isEndOfServer(new IllegalStateException(ended))).isTrue();
        assertThat(Pulse.isEndOfServer(new RejectedExecutionException("the application is stopping")))
                .isTrue();
        assertThat(Pulse.isEndOfServer(new RejectedExecutionException("there is no thread to be had")))
                .isFalse();
        assertThat(Pulse.isEndOfServer(new IllegalStateException("[Terminated, it says")))
                .isFalse();
    }

    /** A request that comes just as a run ends was lost once: nothing ran until the next timer. */
    @Test
    void noRequestIsLostAtTheEndOfARun() throws InterruptedException {
        ExecutorService executor = Executors.newCachedThreadPool();
        AtomicInteger wanted = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        Pulse pulse = new Pulse("test", executor, () -> seen.set(wanted.get()));
        try {
            for (int i = 1; i <= 10_000; i++) {
                wanted.set(i);
                pulse.request();
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
                while (seen.get() < i && System.nanoTime() - deadline < 0) {
                    Thread.onSpinWait();
                }
                assertThat(seen).hasValue(i);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aFailureIsLeftAloneForAWhileAndDoesNotEndIt() {
        Pulse pulse = new Pulse("test", submitted::add, () -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("the first time");
            }
        });

        request(pulse);
        request(pulse); // too soon: the first pause is a quarter of a second
        assertThat(runs).hasValue(1);

        long deadline = System.nanoTime() + 10_000_000_000L;
        while (runs.get() == 1 && System.nanoTime() - deadline < 0) {
            request(pulse);
            Thread.onSpinWait();
        }
        assertThat(runs).hasValue(2);
    }

    @Test
    void anExecutorThatRefusesDoesNotBlockLaterRequests() {
        AtomicInteger refusals = new AtomicInteger();
        Pulse pulse = new Pulse(
                "test",
                task -> {
                    if (refusals.incrementAndGet() == 1) {
                        throw new IllegalStateException("the container is stopping");
                    }
                    submitted.add(task);
                },
                runs::incrementAndGet);

        pulse.request();
        request(pulse);

        assertThat(runs).hasValue(1);
    }

    @Test
    void afterItsStopItRunsNothing() {
        Pulse pulse = new Pulse("test", submitted::add, runs::incrementAndGet);
        pulse.request();
        pulse.stop();
        pulse.request();
        runSubmitted();

        assertThat(runs).hasValue(0);
    }

    private void request(Pulse pulse) {
        pulse.request();
        runSubmitted();
    }

    private void runSubmitted() {
        for (Runnable task = submitted.poll(); task != null; task = submitted.poll()) {
            task.run();
        }
    }
}
