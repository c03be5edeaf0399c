package dev.gamelan.metrics;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Counter;

/** What comes in. */
@ApplicationScoped
public class EventMeters {

    @Inject
    private Meters meters;

    private Counter accepted;
    private Counter duplicate;
    private Counter repeated;
    private Counter reconciled;
    private final Map<Integer, Counter> rejected = new ConcurrentHashMap<>();

    @PostConstruct
    void prepare() {
        accepted = meters.counter(Meter.EVENTS, "accepted");
        duplicate = meters.counter(Meter.EVENTS, "duplicate");
        repeated = meters.counter(Meter.EVENTS, "repeated");
        reconciled = meters.counter(Meter.RECONCILED);
        rejected(400, 0);
        rejected(503, 0);
    }

    /**
     * These events have been committed.
     *
     * @param counting those that start what is to be started
     * @param duplicates stored, but their own id stands for an earlier event
     * @param again not stored, because they were before
     */
    public void accepted(int counting, int duplicates, int again) {
        accepted.inc(counting);
        duplicate.inc(duplicates);
        repeated.inc(again);
    }

    /** How many events were stored so far, duplicates among them. */
    public long stored() {
        return accepted.getCount() + duplicate.getCount();
    }

    /** A request was refused; nothing of it is known to be stored. */
    public void rejected(int status) {
        rejected(status, 1);
    }

    private void rejected(int status, int requests) {
        rejected.computeIfAbsent(status, code -> meters.counter(Meter.REJECTED_REQUESTS, Integer.toString(code)))
                .inc(requests);
    }

    /** So many obligations were met from the database, because no message had brought them in time. */
    public void reconciled(int dispatches) {
        reconciled.inc(dispatches);
    }
}
