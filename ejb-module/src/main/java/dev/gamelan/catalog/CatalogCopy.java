package dev.gamelan.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;

/** The last version of the catalog that this node read. */
@ApplicationScoped
class CatalogCopy {

    private final AtomicReference<Subscribers> subscribers = new AtomicReference<>();

    Subscribers get() {
        return subscribers.get();
    }

    void set(Subscribers newer) {
        subscribers.set(newer);
    }
}
