package dev.gamelan.execution;

import dev.gamelan.catalog.NodeTimer;
import dev.gamelan.commit.Writer;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.metrics.Meter;
import dev.gamelan.metrics.Meters;
import dev.gamelan.metrics.RunMeters;
import dev.gamelan.platform.Pulse;
import dev.gamelan.platform.Settings;
import dev.gamelan.platform.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledFuture;

/** Looks for due work that no commit on this node announced, keeps this node's leases, and lets go when it stops. */
@Startup
@Singleton
@DependsOn({"Functions", "WriterThreads"})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WorkTimer {

    private static final System.Logger LOG = System.getLogger(WorkTimer.class.getName());
    private static final int LEASE_RENEWALS = 3;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final int MOST_AT_ONCE = 200;
    private static final Duration DRAIN = Duration.ofSeconds(25);

    @EJB
    private Runs runs;

    @EJB
    private RunWork work;

    @Inject
    private Writer writer;

    @EJB
    private NodeTimer nodeTimer;

    @Inject
    private RunDriver driver;

    @Inject
    private Claims claimKind;

    @Inject
    private DatabaseClock clock;

    @Inject
    private Resumption resumption;

    @Inject
    private LiveRuns liveRuns;

    @Inject
    private Meters meters;

    @Inject
    private RunMeters runMeters;

    @Inject
    private Settings settings;

    @Inject
    private Workers workers;

    private List<ScheduledFuture<?>> schedules = List.of();
    private volatile ScheduledFuture<?> nextClaim;
    private Pulse claims;
    private Pulse renewals;
    private Pulse limits;
    private Pulse resumptions;

    @PostConstruct
    void start() {
        nodeTimer.earlier().ifPresent(earlier -> {
            int takenOver = work.takeOverFrom(earlier.incarnation());
            LOG.log(Level.INFO, "This node was here before; {0} runs that it left behind start again", takenOver);
        });
        claims = new Pulse("Claiming of due work", workers, this::claim);
        renewals = new Pulse("Renewal of leases", workers, this::renew);
        limits = new Pulse("Time limits of runs", workers, this::cancelLate);
        resumptions = new Pulse("Resumption of runs that need attention", workers, resumption::resumeOnce);
        driver.whenDue(claims::request);
        meters.gauge(Meter.ROOM, settings::concurrency);
        meters.gauge(Meter.ROOM_USED, driver::roomUsed);
        liveRuns.watch();
        schedules = List.of(
                workers.every(settings.pollInterval(), claims::request),
                workers.every(settings.lease().dividedBy(LEASE_RENEWALS), renewals::request),
                workers.every(Duration.ofSeconds(1), limits::request),
                workers.every(Duration.ofSeconds(1), resumptions::request));
    }

    /** Claims until there is no room or nothing due; then comes back when the next is due, or is asked to. */
    private void claim() {
        Claims.Request request = driver.request(MOST_AT_ONCE);
        while (request.room() > 0 && !request.quotas().isEmpty()) {
            Claims.Claimed claimed = writer.write(claimKind, request);
            driver.claimed(request.quotas().keySet(), claimed.more());
            // Room may have gone to new runs meanwhile; then a few more runs than there is room for are worked on.
            claimed.assignments()
                    .forEach(run -> driver.reserveAnyway(run.claim().functionId()));
            claimed.assignments().forEach(driver::start);
            if (claimed.assignments().isEmpty() || claimed.more().isEmpty()) {
                claimed.nextDue().ifPresent(this::comeBack);
                return;
            }
            request = driver.request(MOST_AT_ONCE);
        }
    }

    private void comeBack(Instant due) {
        Duration wait = Duration.between(clock.now(), due);
        if (wait.compareTo(settings.pollInterval()) < 0) {
            ScheduledFuture<?> before = nextClaim;
            if (before != null) {
                before.cancel(false);
            }
            nextClaim = workers.after(wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait, claims::request);
        }
    }

    private void renew() {
        List<Claim> running = driver.running();
        if (!running.isEmpty()) {
            runMeters.renewed(work.renew(running));
        }
    }

    private void cancelLate() {
        List<WaitStore.Passed> passed;
        do {
            passed = work.passedLimits(MOST_AT_ONCE);
            runs.apply(passed.stream()
                    .map(limit -> new Transition.Cancel(limit.runId(), timeout(limit)))
                    .toList());
            // Those that were cancelled have none left; those that were over had one too many.
            work.deleteLimits(passed);
        } while (passed.size() == MOST_AT_ONCE);
    }

    private static RunError timeout(WaitStore.Passed limit) {
        return RunError.of(
                "Timeout",
                limit.kind().equals(RunFactory.START)
                        ? "the run did not start within its time limit (@Timeouts start)"
                        : "the run did not end within its time limit (@Timeouts finish)");
    }

    @PreDestroy
    void stop() {
        schedules.forEach(schedule -> schedule.cancel(false));
        liveRuns.stop();
        claims.stop();
        limits.stop();
        resumptions.stop();
        driver.stop(DRAIN);
        renewals.stop();
        List<Claim> unfinished = driver.running();
        if (!unfinished.isEmpty()) {
            runs.apply(unfinished.stream().map(Transition.Release::new).toList());
            LOG.log(Level.INFO, "{0} runs were still going on and start again elsewhere or later", unfinished.size());
        }
    }
}
