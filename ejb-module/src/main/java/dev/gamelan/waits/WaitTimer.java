package dev.gamelan.waits;

import dev.gamelan.catalog.Catalog;
import dev.gamelan.catalog.Earlier;
import dev.gamelan.catalog.NodeTimer;
import dev.gamelan.eventlog.AcceptedEvent;
import dev.gamelan.eventlog.AfterAcceptance;
import dev.gamelan.eventlog.EventLog;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Offers events to those who wait for them, after they are committed. The queue is in memory: when a node dies with events in
 * it, whoever notices (the node itself when it is back, or another one) offers everything again that was accepted since
 * shortly before its last sign of life. Being offered an event twice does nothing.
 */
@Startup
@Singleton
@DependsOn("WorkTimer")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WaitTimer {

    private static final System.Logger LOG = System.getLogger(WaitTimer.class.getName());
    private static final int BATCH = 500;

    /** An event is accepted when its transaction writes it, and committed up to a transaction's time limit later. */
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(75);

    private static final long PACE_NANOS = Duration.ofMillis(20).toNanos();

    private final Queue<AcceptedEvent> queue = new ConcurrentLinkedQueue<>();
    private final Map<String, Instant> rescued = new ConcurrentHashMap<>();

    @EJB
    private Matches matches;

    @EJB
    private EventLog eventLog;

    @EJB
    private Catalog catalog;

    @EJB
    private NodeTimer nodeTimer;

    @Inject
    private AfterAcceptance afterAcceptance;

    @Inject
    private Settings settings;

    @Inject
    private Workers workers;

    private Pulse offers;
    private Pulse rescues;
    private ScheduledFuture<?> ticks;
    private volatile Instant ownRescue;
    private long lastOffer = System.nanoTime();

    @PostConstruct
    void start() {
        offers = new Pulse("Offering of events to those who wait", workers, this::offerAll);
        rescues = new Pulse("Offering of events of dead nodes", workers, this::rescue);
        ownRescue = nodeTimer.earlier().map(Earlier::offeredAt).orElse(null);
        afterAcceptance.listen(events -> {
            queue.addAll(events);
            offers.request();
        });
        rescues.request();
        ticks = workers.every(settings.housekeepingInterval().multipliedBy(2), this::tick);
    }

    private void tick() {
        offers.request();
        rescues.request();
    }

    @PreDestroy
    void stop() {
        ticks.cancel(false);
        offers.stop();
        rescues.stop();
    }

    private void offerAll() {
        if (ownRescue != null) {
            return; // first what came before: a wait gets the earliest event
        }
        pace();
        for (List<AcceptedEvent> batch = peek(); !batch.isEmpty(); batch = peek()) {
            matches.offer(batch);
            // Taken out only now: what fails is offered again.
            batch.forEach(queue::remove);
        }
    }

    /** Under load a look for many events costs little more than for one; the first after a pause is taken at once. */
    private void pace() {
        long sinceLast = System.nanoTime() - lastOffer;
        if (sinceLast < PACE_NANOS) {
            LockSupport.parkNanos(PACE_NANOS - sinceLast);
        }
        lastOffer = System.nanoTime();
    }

    private List<AcceptedEvent> peek() {
        return queue.stream().limit(BATCH).toList();
    }

    private void rescue() {
        if (ownRescue != null) {
            offerSince(ownRescue.minus(LONGEST_COMMIT));
            ownRescue = null;
            offers.request();
        }
        // Not before: until then, what an earlier life left is still to be done.
        catalog.offered(Optional.ofNullable(queue.peek()).map(AcceptedEvent::receivedAt));
        for (Earlier silent : catalog.silentFor(settings.lease())) {
            // A node that was only cut off for a while can be silent once more, from a later moment on.
            if (!silent.offeredAt().equals(rescued.get(silent.incarnation()))) {
                offerSince(silent.offeredAt().minus(LONGEST_COMMIT));
                rescued.put(silent.incarnation(), silent.offeredAt());
            }
            // Only now: until here, its row says what is still to be done.
            if (catalog.forget(silent)) {
                rescued.remove(silent.incarnation());
            }
        }
    }

    private void offerSince(Instant moment) {
        Optional<AcceptedEvent> last = Optional.empty();
        List<AcceptedEvent> page;
        int offered = 0;
        do {
            page = eventLog.acceptedSince(moment, last, BATCH);
            matches.offer(new ArrayList<>(page));
            offered += page.size();
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1));
        } while (page.size() == BATCH);
        LOG.log(
                Level.INFO,
                "A node was gone; {0} events of its last minute were offered again to waiting runs",
                offered);
    }
}
