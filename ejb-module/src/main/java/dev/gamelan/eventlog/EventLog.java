package dev.gamelan.eventlog;

import dev.gamelan.catalog.Moment;
import dev.gamelan.commit.Writer;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.search.Count;
import dev.gamelan.search.Page;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log of every event, and the promise that goes with being in it: when {@link #accept} has committed, the event and one
 * obligation for each function that subscribes to it are stored together. Neither a crash nor a lost message undoes them.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class EventLog {

    @Inject
    private Writer writer;

    @Inject
    private Acceptances acceptances;

    @Inject
    private AfterAcceptance afterAcceptance;

    @Inject
    private EventStore store;

    @Inject
    private EventList list;

    /**
     * Stores events: in the caller's transaction, if there is one, so that they are there if and only if it commits; else
     * they are committed when this returns.
     *
     * @return for each event, in order, the internal id of the event that counts: its own, or that of the first
     */
    public List<String> accept(List<IncomingEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        if (!afterAcceptance.isInTransaction()) {
            return writer.write(acceptances, events).ids();
        }
        Acceptance acceptance = acceptances.write(List.of(events)).get(0);
        afterAcceptance.tellAfterCommit(acceptance);
        return acceptance.ids();
    }

    /**
     * Stores events of the server's own making in the caller's transaction; whoever waits for them is told when it has
     * committed.
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void acceptNew(List<IncomingEvent> events, Moment moment) {
        afterAcceptance.tellAfterCommit(acceptances.writeNew(events, moment));
    }

    /** Stores events that a step sends in the caller's transaction, unless they are stored already. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void acceptSent(List<IncomingEvent> events, Moment moment) {
        afterAcceptance.tellAfterCommit(acceptances.writeSent(events, moment));
    }

    /**
     * Stores another version of an event in the caller's transaction, for a run that is to have it: like a duplicate it starts
     * nothing, and nobody who waits is told.
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public LoggedEvent keepVersion(IncomingEvent version, LoggedEvent original, Instant now) {
        store.insert(List.<Object[]>of(EventStore.row(version, original.id(), now)));
        acceptances.tellAfterCommit(version, now);
        return LoggedEvent.of(version, now);
    }

    /**
     * Stores an event of another server in the caller's transaction, unless it is here already. As a duplicate of itself it starts
     * nothing, and nobody who waits is told.
     *
     * @return false when another event has its id
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public boolean keepForeign(LoggedEvent event) {
        Optional<LoggedEvent> stored = store.find(event.id());
        if (stored.isEmpty()) {
            store.insertForeign(event);
        }
        return stored.isEmpty() || stored.get().saysTheSameAs(event);
    }

    /** A page of the log, the newest first. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public Page<LoggedEvent> list(EventQuery query) {
        return list.page(query);
    }

    /** How many there are on all pages. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public Count count(EventQuery query) {
        return list.count(query);
    }

    public Optional<LoggedEvent> find(String id) {
        return store.find(id);
    }

    /** Those that exist, by id. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public Map<String, LoggedEvent> findAll(Collection<String> ids) {
        return store.findAll(ids);
    }

    /** Those of these that exist, without what they carry: {@code data} is empty, {@code user} and {@code meta} are missing. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public List<LoggedEvent> findHeads(Collection<String> ids) {
        return store.findHeads(ids);
    }

    /** Those of these that exist, with their {@code meta}; {@code data} and {@code user} may be missing. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public List<LoggedEvent> findMetas(Collection<String> ids) {
        return store.findMetas(ids);
    }

    /**
     * Events of a name in the order of their acceptance, duplicates left out.
     *
     * @param needle what the text of the data has to contain
     * @param from accepted not before this
     * @param to nor after this
     * @param after the last one of the page before
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public List<LoggedEvent> findByName(
            String name, Optional<String> needle, Instant from, Instant to, Optional<LoggedEvent> after, int limit) {
        return store.findByName(name, needle, from, to, after, limit);
    }

    /** Events accepted since a moment, the oldest first: for those who may not have been told of them. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public List<AcceptedEvent> acceptedSince(Instant moment, Optional<AcceptedEvent> after, int limit) {
        return store.acceptedSince(moment, after, limit);
    }
}
