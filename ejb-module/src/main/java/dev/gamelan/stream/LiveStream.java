package dev.gamelan.stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * What changes, as it changes. Listeners are told of the runs and events that commits of any node have made or changed, as they are
 * now: of one that has changed several times since the last word, once.
 */
@ApplicationScoped
public class LiveStream {

    /** How often listeners are told. */
    static final Duration TICK = Duration.ofMillis(250);

    @Inject
    private Clients clients;

    /**
     * From now on the listener is told, {@link Listener#hello} first.
     *
     * @param lastId which id it was told last, by any node at any time; what follows on it is told first, if it is known still
     * @return false when there are as many listeners as there may be, or the application stops
     */
    public boolean open(Interest interest, Optional<String> lastId, Listener listener) {
        // An id that nobody gave is as good as one that is not known any more.
        Optional<Position> before = lastId.map(id -> Position.parse(id).orElse(new Position("", 0)));
        return clients.add(new Client(interest, listener, before.orElse(null)));
    }
}
