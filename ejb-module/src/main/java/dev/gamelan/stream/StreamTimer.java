package dev.gamelan.stream;

import dev.gamelan.metrics.Meter;
import dev.gamelan.metrics.Meters;
import dev.gamelan.platform.Pulse;
import dev.gamelan.platform.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;

/** The beat of the stream, and its end. */
@Startup
@Singleton
@DependsOn("NodeTimer")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class StreamTimer {

    @Inject
    private Collected collected;

    @Inject
    private Exchange exchange;

    @Inject
    private Delivery delivery;

    @Inject
    private Clients clients;

    @Inject
    private Meters meters;

    @Inject
    private Workers workers;

    private Pulse pulse;
    private ScheduledFuture<?> schedule;

    @PostConstruct
    void start() {
        collected.elsewhere(true); // as long as nobody knows
        pulse = new Pulse("Live stream", workers, this::tick);
        meters.gauge(Meter.STREAM_CLIENTS, clients::count);
        clients.whenOneComes(pulse::request);
        schedule = workers.every(LiveStream.TICK, pulse::request);
    }

    private void tick() {
        long now = System.nanoTime();
        clients.tidy(now);
        try {
            exchange.tick(now);
        } finally {
            delivery.tick(now); // who listens is told that all is quiet, or goes, whatever the database does
        }
    }

    @PreDestroy
    void stop() {
        schedule.cancel(false);
        pulse.stop();
        collected.stop();
        clients.stop();
    }
}
