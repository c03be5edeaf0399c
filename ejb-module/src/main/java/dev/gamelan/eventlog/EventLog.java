package dev.gamelan.eventlog;

import dev.gamelan.catalog.Catalog;
import dev.gamelan.catalog.Moment;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.platform.Settings;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The log of every event, and the promise that goes with being in it: when the transaction of {@link #accept} commits, the
 * event, the fact that the topic has to be told, and one obligation for each function that subscribes to it are stored
 * together. Neither a crash nor a lost message undoes them.
 */
@Stateless
public class EventLog {

    @EJB
    private Catalog catalog;

    @Inject
    private EventStore store;

    @Inject
    private OutboxStore outbox;

    @Inject
    private RelaySignal relay;

    @Inject
    private Settings settings;

    /**
     * Stores events in the caller's transaction, or in one of its own.
     *
     * <p>An event whose internal id is stored already (a repeated request) is not stored again. An event whose own id was
     * used before is stored as a duplicate and starts nothing.
     *
     * @return for each event, in order, the internal id of the event that counts: its own, or that of the first
     */
    public List<String> accept(List<IncomingEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        Moment moment = catalog.moment();
        Map<String, String> known =
                store.existing(events.stream().map(IncomingEvent::internalId).toList());
        Map<String, String> claimed = claimExternalIds(events, known.keySet(), moment.now());
        List<String> ids = new ArrayList<>(events.size());
        List<Object[]> dispatches = new ArrayList<>();
        List<OutboxStore.Entry> announcements = new ArrayList<>();
        for (IncomingEvent event : events) {
            if (known.containsKey(event.internalId())) {
                ids.add(known.get(event.internalId()));
                continue;
            }
            String original = claimed.getOrDefault(event.internalId(), event.internalId());
            ids.add(original);
            if (!original.equals(event.internalId())) {
                store.insert(StoredEvent.duplicate(event, original, moment.now()));
                continue;
            }
            store.insert(StoredEvent.original(event, moment.now()));
            List<String> functions = moment.subscribersOf(event.name());
            if (!functions.isEmpty()) {
                Instant start = startOf(event, moment.now());
                functions.forEach(
                        function -> dispatches.add(new Object[] {event.internalId(), function, moment.now(), start}));
                announcements.add(new OutboxStore.Entry(event.internalId(), event.name()));
            }
        }
        store.insertDispatches(dispatches);
        outbox.insert(announcements, moment.now());
        relay.afterCommit();
        return ids;
    }

    /**
     * In the order of the ids, so that two requests with the same ones do not wait for each other.
     *
     * @return for each event with an id of its own, by internal id, the internal id of the event that this id stands for
     */
    private Map<String, String> claimExternalIds(List<IncomingEvent> events, Set<String> known, Instant now) {
        Map<String, String> claimed = new HashMap<>();
        events.stream()
                .filter(event -> event.externalId().isPresent() && !known.contains(event.internalId()))
                .sorted(Comparator.comparing(event -> event.externalId().orElseThrow()))
                .forEach(event -> claimed.put(
                        event.internalId(),
                        store.claimExternalId(
                                event.externalId().orElseThrow(),
                                event.internalId(),
                                now,
                                now.plus(settings.dedupWindow()))));
        return claimed;
    }

    /** The newest first. */
    public List<LoggedEvent> find(EventQuery query) {
        return store.find(query);
    }

    public Optional<LoggedEvent> find(String id) {
        return store.find(id);
    }

    /** An event of the future starts its runs then. */
    private static Instant startOf(IncomingEvent event, Instant now) {
        return event.timestamp().filter(time -> time.isAfter(now)).orElse(now);
    }
}
