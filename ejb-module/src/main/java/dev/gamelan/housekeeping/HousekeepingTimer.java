package dev.gamelan.housekeeping;

import dev.gamelan.admission.OpenDispatches;
import dev.gamelan.admission.Reconciler;
import dev.gamelan.bulk.Jobs;
import dev.gamelan.catalog.Subscriptions;
import dev.gamelan.platform.Pulse;
import dev.gamelan.platform.Settings;
import dev.gamelan.platform.Workers;
import dev.gamelan.retention.Retention;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;

/** What has to be put right from time to time. */
@Startup
@Singleton
@DependsOn("WaitTimer")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HousekeepingTimer {

    private static final Duration AT_FIRST = Duration.ofMinutes(2);

    @EJB
    private Reconciler reconciler;

    @EJB
    private Jobs jobs;

    @Inject
    private OpenDispatches openDispatches;

    @Inject
    private Subscriptions subscriptions;

    @Inject
    private Retention retention;

    @Inject
    private Settings settings;

    @Inject
    private Workers workers;

    private final long began = System.nanoTime();
    private volatile Instant startedAt;
    private Pulse leftovers;
    private Pulse reconciliation;
    private Pulse removal;
    private Pulse deletion;
    private ScheduledFuture<?> ticks;
    private Pulse bulkJobs;
    private volatile boolean stopped;

    @PostConstruct
    void start() {
        reconciliation = new Pulse("Reconciliation", workers, reconciler::reconcile);
        leftovers = new Pulse("Dispatching of what was left", workers, this::dispatchLeftovers);
        removal = new Pulse("Removal of abandoned subscriptions", workers, subscriptions::removeAbandoned);
        openDispatches.watch();
        retention.check();
        deletion = new Pulse("Deletion of what is old", workers, () -> retention.pass(() -> !stopped));
        bulkJobs = new Pulse("Looking after bulk jobs", workers, this::lookAfterJobs);
        ticks = workers.every(settings.housekeepingInterval(), this::tick);
    }

    /** Functions come one after the other while a server starts; afterwards this is of no more use. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void tickAtFirst() {
        if (System.nanoTime() - began < AT_FIRST.toNanos()) {
            leftovers.request();
        }
    }

    private void dispatchLeftovers() {
        if (startedAt == null) {
            startedAt = reconciler.now();
        }
        reconciler.dispatchBefore(startedAt);
    }

    private void tick() {
        reconciliation.request();
        removal.request();
        deletion.request();
        bulkJobs.request();
    }

    private void lookAfterJobs() {
        jobs.pauseStranded();
        while (!stopped && jobs.deleteOld()) {
            // one transaction after the other
        }
    }

    @PreDestroy
    void stop() {
        ticks.cancel(false);
        openDispatches.stop();
        stopped = true;
        reconciliation.stop();
        leftovers.stop();
        removal.stop();
        deletion.stop();
        bulkJobs.stop();
    }
}
