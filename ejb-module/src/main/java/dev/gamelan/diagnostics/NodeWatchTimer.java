package dev.gamelan.diagnostics;

import dev.gamelan.catalog.Catalog;
import dev.gamelan.platform.Pulse;
import dev.gamelan.platform.Settings;
import dev.gamelan.platform.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.ScheduledFuture;

/** Looks now and then which servers there are. */
@Startup
@Singleton
@DependsOn("NodeTimer")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NodeWatchTimer {

    private final Clock clock = Clock.systemUTC();

    @EJB
    private Catalog catalog;

    @Inject
    private ServerState server;

    @Inject
    private Settings settings;

    @Inject
    private Workers workers;

    private Pulse pulse;
    private ScheduledFuture<?> looks;

    @PostConstruct
    void start() {
        server.nodeEvents(); // it exists from here on, and knows when that was
        pulse = new Pulse("Looking at the servers", workers, this::look);
        looks = workers.every(settings.housekeepingInterval(), pulse::request);
    }

    private void look() {
        try {
            server.log().saw(clock.instant(), catalog.nodes());
        } catch (EJBException e) {
            // Others warn of it already.
            server.log().failed(clock.instant(), Causes.reason(e));
        }
    }

    @PreDestroy
    void stop() {
        looks.cancel(false);
        pulse.stop();
    }
}
