package dev.gamelan.eventlog;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells those who want to know of events that have been committed: the relay to the topic, and whoever waits for events. What
 * they are told is a hint that a crash can swallow; the rows are what counts.
 */
@ApplicationScoped
public class AfterAcceptance {

    private final List<Consumer<List<AcceptedEvent>>> listeners = new CopyOnWriteArrayList<>();

    @Inject
    private EventCache cache;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transaction;

    /** @param listener has to be quick and must not throw */
    public void listen(Consumer<List<AcceptedEvent>> listener) {
        listeners.add(listener);
    }

    void tell(List<Acceptance> committed) {
        committed.forEach(acceptance -> cache.remember(acceptance.starting()));
        List<AcceptedEvent> events = committed.stream()
                .flatMap(acceptance -> acceptance.events().stream())
                .toList();
        if (!events.isEmpty()) {
            listeners.forEach(listener -> listener.accept(events));
        }
    }

    /** Whether the caller has a transaction of its own. */
    boolean isInTransaction() {
        return transaction.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    void tellAfterCommit(Acceptance acceptance) {
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing to do before
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    tell(List.of(acceptance));
                }
            }
        });
    }
}
