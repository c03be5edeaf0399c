package dev.gamelan.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeptThreadsTest {

    private final Set<Thread> made = ConcurrentHashMap.newKeySet();
    private KeptThreads threads = new KeptThreads(this::make, Duration.ofMinutes(1));

    private Thread make(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        made.add(thread);
        return thread;
    }

    @AfterEach
    void stop() {
        threads.stop();
    }

    @Test
    void tasksThatWaitForEachOtherAllRun() throws Exception {
        CyclicBarrier together = new CyclicBarrier(100);
        CountDownLatch passed = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            threads.execute(() -> {
                try {
                    together.await();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                passed.countDown();
            });
        }
        passed.await();
    }

    @Test
    void everyTaskRunsOnceWhoeverGivesIt() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(8 * 20_000);
        for (int giver = 0; giver < 8; giver++) {
            make(() -> {
                        for (int i = 0; i < 20_000; i++) {
                            threads.execute(() -> {
                                runs.incrementAndGet();
                                all.countDown();
                            });
                        }
                    })
                    .start();
        }
        all.await();
        assertThat(runs).hasValue(8 * 20_000);
    }

    @Test
    void aThreadThatIsFreeIsUsedAgain() throws Exception {
        for (int i = 0; i < 50; i++) {
            CountDownLatch done = new CountDownLatch(1);
            threads.execute(done::countDown);
            done.await();
        }
        assertThat(made).hasSizeLessThan(10);
    }

    @Test
    void aTaskThatFailsOrInterruptsItsThreadTakesNothingWithIt() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        threads.execute(() -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("as a test");
        });
        threads.execute(() -> {
            if (!Thread.currentThread().isInterrupted()) {
                done.countDown();
            }
        });
        done.await();
    }

    @Test
    void threadsEndWhenTheyHaveHadNothingToDo() throws Exception {
        threads = new KeptThreads(this::make, Duration.ofMillis(1));
        for (int i = 0; i < 200; i++) {
            CountDownLatch done = new CountDownLatch(1);
            threads.execute(done::countDown);
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
        for (Thread thread : made) {
            thread.join();
        }
    }

    @Test
    void stoppedItFinishesWhatItHasAndTakesNoMore() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        threads.execute(() -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            done.countDown();
        });
        threads.stop();
        assertThatThrownBy(() -> threads.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        go.countDown();
        done.await();
        for (Thread thread : made) {
            thread.join();
        }
    }

    @Test
    void aTaskForWhichThereIsNoThreadIsRefused() {
        threads = new KeptThreads(
                work -> {
                    throw new OutOfMemoryError("as a test");
                },
                Duration.ofMinutes(1));
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> threads.execute(runs::incrementAndGet)).isInstanceOf(RejectedExecutionException.class);
        assertThat(runs).hasValue(0);
    }
}
