package dev.gamelan.admission;

import dev.gamelan.metrics.Meter;
import dev.gamelan.metrics.Meters;
import dev.gamelan.metrics.Samples;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/** The obligations that nobody has met yet, for {@code /metrics}. */
@ApplicationScoped
public class OpenDispatches {

    @EJB
    private OverdueDispatches dispatches;

    @Inject
    private Samples samples;

    @Inject
    private Meters meters;

    private Samples.Watch<Open> watch;

    /**
     * @param count how many there are
     * @param oldest when the event of the oldest was accepted; null when there is none
     * @param now when that was read
     */
    public record Open(long count, Instant oldest, Instant now) {

        static final Open NONE = new Open(0, null, Instant.EPOCH);

        double oldestSeconds() {
            return oldest == null
                    ? 0
                    : Math.max(0, Duration.between(oldest, now).toNanos() / 1e9);
        }
    }

    public void watch() {
        watch = samples.watch("dispatches", dispatches::open, Open.NONE);
        meters.gauge(Meter.DISPATCHES, () -> watch.latest().count());
        meters.gauge(Meter.OLDEST_DISPATCH, () -> watch.latest().oldestSeconds());
    }

    public void stop() {
        watch.stop();
    }
}
