package dev.gamelan.eventlog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The events that this node has accepted last and that start runs: what begins soon after its event does not have to read it. Events
 * never change, so that a copy is as good as the row. Holds committed events only, at most about 16 million characters.
 */
@ApplicationScoped
class EventCache {

    private static final long MOST_CHARACTERS = 16_000_000;

    /** What an event costs besides its texts, more or less. */
    private static final int OVERHEAD = 200;

    private final Cache<String, LoggedEvent> events = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .<String, LoggedEvent>weigher((id, event) -> OVERHEAD
                    + event.data().length()
                    + length(event.user())
                    + length(event.meta())
                    + event.name().length())
            .executor(
                    Runnable::run) // not on a thread of the JVM's own, which would keep the application's class loader
            .build();

    void remember(List<LoggedEvent> committed) {
        committed.forEach(event -> events.put(event.id(), event));
    }

    /** Those of these events that are known; the caller may change the map. */
    Map<String, LoggedEvent> find(Collection<String> ids) {
        return new HashMap<>(events.getAllPresent(ids));
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }
}
