package dev.gamelan.eventlog;

import dev.gamelan.database.Bulk;
import dev.gamelan.database.Sql;
import dev.gamelan.engine.wire.IncomingEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of the event log. */
@ApplicationScoped
class EventStore {

    private static final String SELECT = """
            select new dev.gamelan.eventlog.LoggedEvent(
                e.id, e.externalId, e.duplicateOf, e.name, e.data, e.userData, e.meta, e.version, e.ts, e.receivedAt)
            from StoredEvent e
            """;

    static final String SELECT_SQL = """
            select id, external_id, duplicate_of, name, data, user_data, meta, version, ts, received_at
            from gamelan.event
            """;

    /** Without what they carry. */
    private static final String HEADS = """
            select id, external_id, duplicate_of, name, '{}', cast(null as text), cast(null as text), version, ts, received_at
            from gamelan.event where id = any(?)
            """;

    /** Without their payloads. */
    private static final String METAS = """
            select id, external_id, duplicate_of, name, '{}', cast(null as text), meta, version, ts, received_at
            from gamelan.event where id = any(?)
            """;

    /** The order names all columns of the index, or H2 would read and sort all that its condition allows. */
    static final String BY_NAME = SELECT_SQL + """
            where name = ? and received_at >= ? and received_at <= ? and (received_at, id) > (?, ?)
              and duplicate_of is null and data like ? escape '!'
            order by name, received_at, id limit ?
            """;

    static final String ACCEPTED_SINCE = """
            select id, name, received_at from gamelan.event
            where received_at >= ? and (received_at, id) > (?, ?) and duplicate_of is null
            order by received_at, id limit ?
            """;

    private static final Bulk INSERT = Bulk.insert(
            "gamelan.event",
            "id text",
            "external_id text",
            "duplicate_of text",
            "name text",
            "data text",
            "user_data text",
            "meta text",
            "version text",
            "ts timestamptz",
            "received_at timestamptz");

    private static final Bulk INSERT_DISPATCH = Bulk.insert(
            "gamelan.dispatch", "event_id text", "function_id text", "accepted_at timestamptz", "start_at timestamptz");

    private static final Bulk CLAIM_EXTERNAL_ID =
            Bulk.insertNew("gamelan.event_dedup", "external_id text", "event_id text", "expires_at timestamptz");

    @PersistenceContext(unitName = "gamelan")
    private EntityManager entities;

    @Inject
    private Sql sql;

    @Inject
    private EventCache cache;

    static Object[] row(IncomingEvent event, String duplicateOf, Instant receivedAt) {
        return new Object[] {
            event.internalId(),
            event.externalId().orElse(null),
            duplicateOf,
            event.name(),
            event.data(),
            event.user().orElse(null),
            event.meta().orElse(null),
            event.version().orElse(null),
            LoggedEvent.timestamp(event, receivedAt),
            receivedAt
        };
    }

    /** An event that was accepted elsewhere, as a duplicate of itself. */
    void insertForeign(LoggedEvent event) {
        insert(List.<Object[]>of(new Object[] {
            event.id(),
            event.externalId(),
            event.id(),
            event.name(),
            event.data(),
            event.user(),
            event.meta(),
            event.version(),
            event.timestamp(),
            event.receivedAt()
        }));
    }

    void insert(List<Object[]> rows) {
        sql.bulk(INSERT, rows);
    }

    /** Which of these are stored already, and under which id each of them counts: its own, or that of the first. */
    Map<String, String> existing(List<String> ids) {
        Map<String, String> counting = new HashMap<>();
        sql.query(
                        "select id, coalesce(duplicate_of, id) from gamelan.event where id = any(?)",
                        row -> new String[] {row.getString(1), row.getString(2)},
                        Sql.texts(ids))
                .forEach(row -> counting.put(row[0], row[1]));
        return counting;
    }

    Map<String, LoggedEvent> findAll(Collection<String> ids) {
        Map<String, LoggedEvent> found = cache.find(ids);
        List<String> unknown = ids.stream().filter(id -> !found.containsKey(id)).toList();
        if (!unknown.isEmpty()) {
            sql.query(SELECT_SQL + "where id = any(?)", EventStore::read, Sql.texts(unknown))
                    .forEach(event -> found.put(event.id(), event));
        }
        return found;
    }

    /** Those of these that exist; {@code data} and {@code user} may be missing. */
    List<LoggedEvent> findMetas(Collection<String> ids) {
        List<LoggedEvent> found = new ArrayList<>(cache.find(ids).values());
        Set<String> unknown = new HashSet<>(ids);
        found.forEach(event -> unknown.remove(event.id()));
        if (!unknown.isEmpty()) {
            found.addAll(sql.query(METAS, EventStore::read, Sql.texts(unknown)));
        }
        return found;
    }

    List<LoggedEvent> findHeads(Collection<String> ids) {
        return sql.query(HEADS, EventStore::read, Sql.texts(ids));
    }

    List<LoggedEvent> findByName(
            String name, Optional<String> needle, Instant from, Instant to, Optional<LoggedEvent> after, int limit) {
        Instant start = after.map(LoggedEvent::receivedAt).orElse(from);
        return sql.query(
                BY_NAME,
                EventStore::read,
                name,
                start,
                to,
                start,
                after.map(LoggedEvent::id).orElse(""),
                "%" + needle.map(EventStore::escape).orElse("") + "%",
                limit);
    }

    List<AcceptedEvent> acceptedSince(Instant moment, Optional<AcceptedEvent> after, int limit) {
        Instant start = after.map(AcceptedEvent::receivedAt).orElse(moment);
        return sql.query(
                ACCEPTED_SINCE,
                row -> new AcceptedEvent(row.getString(1), row.getString(2), Sql.instant(row, 3), false),
                start,
                start,
                after.map(AcceptedEvent::id).orElse(""),
                limit);
    }

    private static String escape(String literal) {
        return literal.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    static LoggedEvent read(ResultSet row) throws SQLException {
        return new LoggedEvent(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                Sql.instant(row, 9),
                Sql.instant(row, 10));
    }

    Optional<LoggedEvent> find(String id) {
        return entities.createQuery(SELECT + "where e.id = :id", LoggedEvent.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /**
     * Makes senders' ids stand for these events, unless they stand for others already. In the order of the ids, so that two
     * requests with the same ones do not wait for each other in a circle.
     *
     * @param internalByExternal which event each id is meant to stand for
     * @return for each id, the internal id of the event that it stands for
     */
    Map<String, String> claimExternalIds(Map<String, String> internalByExternal, Instant now, Instant expiresAt) {
        if (internalByExternal.isEmpty()) {
            return Map.of();
        }
        List<String> sorted = internalByExternal.keySet().stream().sorted().toList();
        sql.bulk(
                CLAIM_EXTERNAL_ID,
                sorted.stream()
                        .map(id -> new Object[] {id, internalByExternal.get(id), expiresAt})
                        .toList());
        Map<String, String> standsFor = new HashMap<>();
        sql.query(
                        "select external_id, event_id from gamelan.event_dedup where external_id = any(?)",
                        row -> new String[] {row.getString(1), row.getString(2)},
                        Sql.texts(sorted))
                .forEach(row -> standsFor.put(row[0], row[1]));
        for (String id : sorted) {
            if (!internalByExternal.get(id).equals(standsFor.get(id))) {
                standsFor.put(id, takeOver(id, internalByExternal.get(id), now, expiresAt));
            }
        }
        return standsFor;
    }

    /**
     * Taken over only when its time is up and nothing that the first event started is still alive. Retention deletes such ids:
     * one that was there a moment ago may be gone, and is free then.
     */
    private String takeOver(String externalId, String eventId, Instant now, Instant expiresAt) {
        sql.update("""
                update gamelan.event_dedup set event_id = ?, expires_at = ?
                where external_id = ? and expires_at <= ?
                  and not exists (select 1 from gamelan.work w where w.event_id = event_dedup.event_id)
                  and not exists (select 1 from gamelan.dispatch d where d.event_id = event_dedup.event_id)
                """, eventId, expiresAt, externalId, now);
        return standsFor(externalId).orElseGet(() -> {
            sql.bulk(CLAIM_EXTERNAL_ID, List.<Object[]>of(new Object[] {externalId, eventId, expiresAt}));
            return standsFor(externalId).orElseThrow();
        });
    }

    private Optional<String> standsFor(String externalId) {
        return sql
                .query(
                        "select event_id from gamelan.event_dedup where external_id = ?",
                        row -> row.getString(1),
                        externalId)
                .stream()
                .findFirst();
    }

    void insertDispatches(List<Object[]> eventFunctionAcceptedStart) {
        sql.bulk(INSERT_DISPATCH, eventFunctionAcceptedStart);
    }
}
