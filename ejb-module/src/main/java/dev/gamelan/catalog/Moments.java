package dev.gamelan.catalog;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * The moment of the current transaction. The database is asked once for each transaction, at the first call: what was submitted
 * before the transaction began sees every function that was offered before it was submitted.
 */
@ApplicationScoped
public class Moments {

    private static final Object MOMENT = new Object();

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transaction;

    @Inject
    private CatalogStore store;

    @Inject
    private CatalogCopy copy;

    /** The time of this transaction, and who is subscribed, as it saw that at the first call. */
    public Moment current() {
        Moment known = (Moment) transaction.getResource(MOMENT);
        if (known != null) {
            return known;
        }
        Moment moment = read();
        transaction.putResource(MOMENT, moment);
        return moment;
    }

    private Moment read() {
        CatalogStore.Version version = store.version();
        Subscribers subscribers = copy.get();
        if (subscribers == null || subscribers.version() != version.number()) {
            subscribers = new Subscribers(version.number(), store.offered());
            copy.set(subscribers);
        }
        return new Moment(version.now(), subscribers);
    }
}
