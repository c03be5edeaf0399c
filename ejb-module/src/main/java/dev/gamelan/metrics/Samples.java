package dev.gamelan.metrics;

import dev.gamelan.platform.Pulse;
import dev.gamelan.platform.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;

/** Figures of the database, read in the background, so that whoever looks at {@code /metrics} waits for no database. */
@ApplicationScoped
public class Samples {

    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(1);

    @Inject
    private Workers workers;

    @Inject
    private Meters meters;

    /** What goes on until it is stopped. */
    public static final class Watch<T> {

        private final Sample<T> sample;
        private final Pulse pulse;
        private final ScheduledFuture<?> schedule;

        private Watch(Sample<T> sample, Pulse pulse, ScheduledFuture<?> schedule) {
            this.sample = sample;
            this.pulse = pulse;
            this.schedule = schedule;
        }

        public T latest() {
            return sample.latest();
        }

        /** How long ago it was read. */
        public Duration age() {
            return Duration.ofNanos((long) (sample.ageSeconds() * 1e9));
        }

        public void stop() {
            schedule.cancel(false);
            pulse.stop();
        }
    }

    /**
     * Reads something every five seconds, less often if it takes more than a twentieth of a second.
     *
     * @param name what it is, for the label of its age
     * @param query has a transaction of its own
     * @param before what it is before the first reading
     */
    public <T> Watch<T> watch(String name, Supplier<T> query, T before) {
        Sample<T> sample = new Sample<>(query, before, BETWEEN, System::nanoTime);
        Pulse pulse = new Pulse("Reading of the figure '" + name + "'", workers, sample::refresh);
        meters.gauge(Meter.SAMPLE_AGE, sample::ageSeconds, name);
        return new Watch<>(sample, pulse, workers.every(LOOK, pulse::request));
    }
}
