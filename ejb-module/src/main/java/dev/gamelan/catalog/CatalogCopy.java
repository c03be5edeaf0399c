package dev.gamelan.catalog;

import dev.gamelan.deploy.FunctionDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The last version of the catalog that this node read. */
@ApplicationScoped
public class CatalogCopy {

    private final AtomicReference<Subscribers> subscribers = new AtomicReference<>();

    /** What was known of a function then. */
    public Optional<FunctionDefinition> definition(String functionId) {
        Subscribers copy = subscribers.get();
        return copy == null ? Optional.empty() : copy.find(functionId);
    }

    Subscribers get() {
        return subscribers.get();
    }

    void set(Subscribers newer) {
        subscribers.set(newer);
    }
}
