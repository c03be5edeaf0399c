package dev.gamelan.metrics;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Counter;

/** What becomes of spans. */
@ApplicationScoped
public class SpanMeters {

    @Inject
    private Meters meters;

    private Counter sent;
    private Counter failed;
    private Counter dropped;

    @PostConstruct
    void prepare() {
        sent = meters.counter(Meter.SPANS, "sent");
        failed = meters.counter(Meter.SPANS, "failed");
        dropped = meters.counter(Meter.SPANS, "dropped");
    }

    public void sent(int spans) {
        sent.inc(spans);
    }

    /** They could not be made, or their receiver did not take them. */
    public void failed(int spans) {
        failed.inc(spans);
    }

    /** There was no room for one in the queue. */
    public void dropped() {
        dropped.inc();
    }
}
