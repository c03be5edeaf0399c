package dev.gamelan.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads of the container for the work of this application, in the naming context of this module. They are kept: a
 * {@code ManagedExecutorService} captures the context anew for each task, which costs Payara half a millisecond of CPU, several
 * times what a run costs; these capture it once each.
 */
@ApplicationScoped
public class Workers implements Executor {

    private static final Duration IDLE = Duration.ofMinutes(1);

    @Resource
    private ManagedThreadFactory threadFactory;

    private KeptThreads threads;
    private ScheduledThreadPoolExecutor clock;

    @PostConstruct
    void start() {
        threads = new KeptThreads(threadFactory, IDLE);
        clock = new ScheduledThreadPoolExecutor(1, threadFactory);
        clock.setRemoveOnCancelPolicy(true);
    }

    /** @throws java.util.concurrent.RejectedExecutionException when the application is stopping */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** @param task has to be quick */
    public ScheduledFuture<?> after(Duration delay, Runnable task) {
        return clock.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** @param task has to be quick */
    public ScheduledFuture<?> every(Duration interval, Runnable task) {
        return clock.scheduleWithFixedDelay(task, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
        threads.stop();
    }
}
