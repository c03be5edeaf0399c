package dev.gamelan.eventlog;

import dev.gamelan.catalog.Moment;
import dev.gamelan.catalog.Moments;
import dev.gamelan.commit.ChangeKind;
import dev.gamelan.commit.Notice;
import dev.gamelan.commit.Notices;
import dev.gamelan.database.AfterCommit;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.metrics.EventMeters;
import dev.gamelan.platform.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Stores events, each with one obligation for each function that subscribes to it, those of many requests at once.
 *
 * <p>An event whose internal id is stored already (a repeated request) is not stored again. An event whose own id was used
 * before is stored as a duplicate and starts nothing.
 */
@ApplicationScoped
class Acceptances implements ChangeKind<List<IncomingEvent>, Acceptance> {

    @Inject
    private Moments moments;

    @Inject
    private EventStore store;

    @Inject
    private AfterAcceptance afterAcceptance;

    @Inject
    private AfterCommit afterCommit;

    @Inject
    private EventMeters meters;

    @Inject
    private Notices notices;

    @Inject
    private EventSpans spans;

    @Inject
    private Settings settings;

    @Override
    public String name() {
        return "accept";
    }

    @Override
    public int rank() {
        return 1;
    }

    @Override
    public List<Acceptance> write(List<List<IncomingEvent>> requests) {
        // What an internal id stands for: itself, or the event of which it is a duplicate.
        Map<String, String> counting = store.existing(requests.stream()
                .flatMap(List::stream)
                .map(IncomingEvent::internalId)
                .toList());
        return write(requests, counting, moments.current(), event -> true);
    }

    /** Events of the server's own making: nobody can have sent them before. */
    Acceptance writeNew(List<IncomingEvent> events, Moment moment) {
        return write(List.of(events), new HashMap<>(), moment, AcceptedEvent::hasSubscribers)
                .get(0);
    }

    /** Events that a step sends; when nobody knew whether an earlier commit had succeeded, they are stored already. */
    Acceptance writeSent(List<IncomingEvent> events, Moment moment) {
        Map<String, String> stored =
                store.existing(events.stream().map(IncomingEvent::internalId).toList());
        return write(List.of(events), stored, moment, event -> true).get(0);
    }

    /** @param isTraced of which events that count there are to be spans */
    private List<Acceptance> write(
            List<List<IncomingEvent>> requests,
            Map<String, String> counting,
            Moment moment,
            Predicate<AcceptedEvent> isTraced) {
        List<IncomingEvent> events = requests.stream().flatMap(List::stream).toList();
        Map<String, String> originals = originals(events, counting, moment.now());
        Rows rows = new Rows(moment);
        List<Acceptance> results = new ArrayList<>(requests.size());
        for (List<IncomingEvent> request : requests) {
            List<String> ids = new ArrayList<>(request.size());
            List<AcceptedEvent> accepted = new ArrayList<>();
            List<LoggedEvent> starting = new ArrayList<>();
            for (IncomingEvent event : request) {
                String known = counting.get(event.internalId());
                if (known == null) {
                    known = originals.getOrDefault(event.internalId(), event.internalId());
                    counting.put(event.internalId(), known);
                    Optional<AcceptedEvent> counts = rows.add(event, known);
                    counts.ifPresent(accepted::add);
                    counts.filter(AcceptedEvent::hasSubscribers)
                            .ifPresent(starts -> starting.add(LoggedEvent.of(event, starts.receivedAt())));
                }
                ids.add(known);
            }
            results.add(new Acceptance(ids, accepted, starting));
        }
        store.insert(rows.events);
        store.insertDispatches(rows.dispatches);
        int stored = rows.events.size();
        int accepted =
                results.stream().mapToInt(result -> result.events().size()).sum();
        afterCommit.run(() -> {
            meters.accepted(accepted, stored - accepted, events.size() - stored);
            notices.tell(() -> rows.events.stream()
                    .map(row -> Notice.ofEvent((String) row[0]))
                    .toList());
            spans.tell(() -> accepted(events, results, isTraced));
        });
        return results;
    }

    private static List<LoggedEvent> accepted(
            List<IncomingEvent> events, List<Acceptance> results, Predicate<AcceptedEvent> isTraced) {
        Map<String, Instant> accepted = results.stream()
                .flatMap(result -> result.events().stream())
                .filter(isTraced)
                .collect(Collectors.toMap(AcceptedEvent::id, AcceptedEvent::receivedAt));
        return events.stream()
                .filter(event -> accepted.containsKey(event.internalId()))
                .map(event -> LoggedEvent.of(event, accepted.get(event.internalId())))
                .toList();
    }

    /** Somebody may want to know of an event that was stored in the current transaction without being accepted. */
    void tellAfterCommit(IncomingEvent event, Instant now) {
        afterCommit.run(() -> {
            notices.tell(() -> List.of(Notice.ofEvent(event.internalId())));
            spans.tell(() -> List.of(LoggedEvent.of(event, now)));
        });
    }

    @Override
    public void committed(List<List<IncomingEvent>> requests, List<Acceptance> results) {
        afterAcceptance.tell(results);
    }

    /**
     * @return for each event with an id of its own that is not stored, by internal id, the internal id of the event that this
     *     id stands for
     */
    private Map<String, String> originals(List<IncomingEvent> events, Map<String, String> stored, Instant now) {
        Map<String, String> internalByExternal = new HashMap<>();
        List<IncomingEvent> named = events.stream()
                .filter(event -> event.externalId().isPresent() && !stored.containsKey(event.internalId()))
                .toList();
        named.forEach(event -> internalByExternal.putIfAbsent(event.externalId().orElseThrow(), event.internalId()));
        Map<String, String> standsFor =
                store.claimExternalIds(internalByExternal, now, now.plus(settings.dedupWindow()));
        Map<String, String> originals = new HashMap<>();
        named.forEach(event -> originals.put(
                event.internalId(), standsFor.get(event.externalId().orElseThrow())));
        return originals;
    }

    /** What is going to be inserted. */
    private static final class Rows {

        private final Moment moment;
        private final List<Object[]> events = new ArrayList<>();
        private final List<Object[]> dispatches = new ArrayList<>();

        Rows(Moment moment) {
            this.moment = moment;
        }

        /** @return the event, if it counts */
        Optional<AcceptedEvent> add(IncomingEvent event, String original) {
            Instant now = moment.now();
            boolean duplicate = !original.equals(event.internalId());
            events.add(EventStore.row(event, duplicate ? original : null, now));
            if (duplicate) {
                return Optional.empty();
            }
            List<String> functions = moment.subscribersOf(event);
            // An event of the future starts its runs then.
            Instant start = event.timestamp().filter(time -> time.isAfter(now)).orElse(now);
            functions.forEach(function -> dispatches.add(new Object[] {event.internalId(), function, now, start}));
            return Optional.of(new AcceptedEvent(event.internalId(), event.name(), now, !functions.isEmpty()));
        }
    }
}
