package dev.gamelan.housekeeping;

import dev.gamelan.admission.Reconciler;
import dev.gamelan.catalog.Subscriptions;
import dev.gamelan.platform.Pulse;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;

/** What has to be put right from time to time. */
@Startup
@Singleton
@DependsOn("Schema")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HousekeepingTimer {

    @EJB
    private Reconciler reconciler;

    @Inject
    private Subscriptions subscriptions;

    @Resource
    private ManagedExecutorService executor;

    private Pulse reconciliation;
    private Pulse removal;

    @PostConstruct
    void start() {
        reconciliation = new Pulse("Reconciliation", executor, reconciler::reconcile);
        removal = new Pulse("Removal of abandoned subscriptions", executor, subscriptions::removeAbandoned);
    }

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void tick() {
        reconciliation.request();
        removal.request();
    }

    @PreDestroy
    void stop() {
        reconciliation.stop();
        removal.stop();
    }
}
