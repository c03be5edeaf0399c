package dev.gamelan.execution;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** Gives what runs on a thread of the server a CDI request context of its own. */
@ApplicationScoped
class Requests {

    @Inject
    private Instance<RequestContextController> requestContexts;

    <T> T in(Supplier<T> work) {
        // One for each call: the controller remembers whether it was the one that activated.
        RequestContextController requestContext = requestContexts.get();
        boolean activated = requestContext.activate();
        try {
            return work.get();
        } finally {
            if (activated) {
                requestContext.deactivate();
            }
            requestContexts.destroy(requestContext);
        }
    }
}
