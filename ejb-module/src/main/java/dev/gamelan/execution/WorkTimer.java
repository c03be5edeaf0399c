package dev.gamelan.execution;

import dev.gamelan.catalog.Functions;
import dev.gamelan.catalog.NodeTimer;
import dev.gamelan.platform.Pulse;
import dev.gamelan.platform.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Looks for due work that no commit on this node announced, keeps this node's leases, and lets go when it stops. */
@Startup
@Singleton
@DependsOn({"Schema", "NodeTimer", "Functions"})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WorkTimer {

    private static final System.Logger LOG = System.getLogger(WorkTimer.class.getName());
    private static final int LEASE_RENEWALS = 3;
    private static final int MOST_AT_ONCE = 200;
    private static final Duration DRAIN = Duration.ofSeconds(25);

    @EJB
    private Runs runs;

    @EJB
    private Functions functions;

    @EJB
    private NodeTimer nodeTimer;

    @Inject
    private RunDriver driver;

    @Inject
    private Settings settings;

    @Resource
    private ManagedExecutorService executor;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private List<ScheduledFuture<?>> schedules = List.of();
    private Pulse claims;
    private Pulse renewals;
    private volatile boolean backlog;

    @PostConstruct
    void start() {
        nodeTimer.earlierIncarnation().ifPresent(earlier -> {
            int takenOver = runs.takeOverFrom(earlier);
            LOG.log(Level.INFO, "This node was here before; {0} runs that it left behind start again", takenOver);
        });
        claims = new Pulse("Claiming of due work", executor, this::claim);
        renewals = new Pulse("Renewal of leases", executor, this::renew);
        driver.whenRoom(() -> {
            if (backlog) {
                claims.request();
            }
        });
        long poll = settings.pollInterval().toMillis();
        long renewal = settings.lease().toMillis() / LEASE_RENEWALS;
        schedules = List.of(
                scheduler.scheduleWithFixedDelay(claims::request, poll, poll, TimeUnit.MILLISECONDS),
                scheduler.scheduleWithFixedDelay(renewals::request, renewal, renewal, TimeUnit.MILLISECONDS));
    }

    private void claim() {
        Set<String> local = functions.ids();
        int room = local.isEmpty() ? 0 : driver.reserveAll(MOST_AT_ONCE);
        if (room == 0) {
            backlog = !local.isEmpty();
            return;
        }
        int started = 0;
        try {
            List<Claim> due = runs.claimDue(local, room, driver.running());
            // As many as there was room for: probably there are more, so the next free place looks again at once.
            backlog = due.size() == room;
            for (Claim claim : due) {
                driver.start(claim);
                started++;
            }
        } finally {
            driver.giveBackUnused(room - started);
        }
    }

    private void renew() {
        List<Claim> running = driver.running();
        if (!running.isEmpty()) {
            runs.renew(running);
        }
    }

    @PreDestroy
    void stop() {
        schedules.forEach(schedule -> schedule.cancel(false));
        claims.stop();
        driver.stop(DRAIN);
        renewals.stop();
        List<Claim> unfinished = driver.running();
        if (!unfinished.isEmpty()) {
            runs.release(unfinished);
            LOG.log(Level.INFO, "{0} runs were still going on and start again elsewhere or later", unfinished.size());
        }
    }
}
