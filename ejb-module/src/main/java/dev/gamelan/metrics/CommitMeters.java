package dev.gamelan.metrics;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.eclipse.microprofile.metrics.Counter;

/** The transactions of the writers. */
@ApplicationScoped
public class CommitMeters {

    @Inject
    private Meters meters;

    private Counter committed;
    private Counter retried;
    private Counter failed;
    private Distribution duration;
    private Distribution size;

    @PostConstruct
    void prepare() {
        committed = meters.counter(Meter.COMMITS, "committed");
        retried = meters.counter(Meter.COMMITS, "retried");
        failed = meters.counter(Meter.COMMITS, "failed");
        duration = meters.serve(Meter.COMMIT_DURATION, Distribution.ofLatencies());
        size = meters.serve(Meter.COMMIT_SIZE, Distribution.ofSizes());
    }

    /** @param waiting how many changes wait for this lane */
    public void lane(int number, IntSupplier waiting) {
        meters.gauge(Meter.COMMIT_QUEUE, waiting::getAsInt, Integer.toString(number));
    }

    public void committed(int changes, Duration took) {
        committed.inc();
        duration.record(took);
        size.record(changes);
    }

    /** A transaction was rolled back; what was in it is written again, in another. */
    public void retried() {
        retried.inc();
    }

    /** A transaction was rolled back, and whoever submitted what was in it has the exception. */
    public void failed() {
        failed.inc();
    }
}
