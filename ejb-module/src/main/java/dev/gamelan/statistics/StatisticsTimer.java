package dev.gamelan.statistics;

import dev.gamelan.metrics.EventMeters;
import dev.gamelan.metrics.RunMeters;
import dev.gamelan.platform.Pulse;
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
import java.util.Map;
import java.util.concurrent.ScheduledFuture;

/** Writes down what this server has counted, while something happens. */
@Startup
@Singleton
@DependsOn("Schema")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class StatisticsTimer {

    private static final System.Logger LOG = System.getLogger(StatisticsTimer.class.getName());
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final Duration BETWEEN_DELETIONS = Duration.ofMinutes(10);

    @EJB
    private Statistics statistics;

    @Inject
    private RunMeters runs;

    @Inject
    private EventMeters events;

    @Inject
    private Workers workers;

    private Ledger ledger;
    private Pulse pulse;
    private ScheduledFuture<?> ticks;
    private long deletedAt = System.nanoTime();

    @PostConstruct
    void start() {
        ledger = new Ledger(counted());
        pulse = new Pulse("Writing of statistics", workers, this::tick);
        ticks = workers.every(BETWEEN, pulse::request);
    }

    private void tick() {
        write();
        if (System.nanoTime() - deletedAt > BETWEEN_DELETIONS.toNanos()) {
            statistics.deleteOld();
            deletedAt = System.nanoTime();
        }
    }

    private synchronized void write() {
        Map<String, Figures> counted = counted();
        if (ledger.isNews(counted)) {
            Instant at = statistics.record(ledger, counted);
            ledger.stored(at, counted);
        }
    }

    private Map<String, Figures> counted() {
        return Ledger.counted(runs.soFar(), events.stored());
    }

    @PreDestroy
    void stop() {
        ticks.cancel(false);
        pulse.stop();
        try {
            write();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "The last seconds are missing in the statistics", e);
        }
    }
}
