package dev.gamelan.commit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells who wants to know which runs and events commits of this node have changed. Most of the time nobody does; then it costs
 * one look at a field.
 */
@ApplicationScoped
public class Notices {

    /** Null when nobody wants to know. */
    private volatile Consumer<List<Notice>> listener;

    /** @param changed the runs and events that a transaction which has committed has changed; not asked when nobody wants to know */
    public void tell(Supplier<List<Notice>> changed) {
        Consumer<List<Notice>> interested = listener;
        if (interested != null) {
            interested.accept(changed.get());
        }
    }

    /** @param interested called by the threads that commit: has to be quick, must not throw */
    public void want(Consumer<List<Notice>> interested) {
        listener = interested;
    }

    public void wantNone() {
        listener = null;
    }
}
