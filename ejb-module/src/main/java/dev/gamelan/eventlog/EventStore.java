package dev.gamelan.eventlog;

import dev.gamelan.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of the event log. */
@ApplicationScoped
class EventStore {

    private static final String SELECT = """
            select new dev.gamelan.eventlog.LoggedEvent(
                e.id, e.externalId, e.duplicateOf, e.name, e.data, e.userData, e.meta, e.version, e.ts, e.receivedAt)
            from StoredEvent e
            """;

    @PersistenceContext(unitName = "gamelan")
    private EntityManager entities;

    @Inject
    private Sql sql;

    void insert(StoredEvent event) {
        entities.persist(event);
    }

    /** Which of these are stored already, and under which id each of them counts: its own, or that of the first. */
    Map<String, String> existing(List<String> ids) {
        Map<String, String> counting = new HashMap<>();
        entities.createQuery("select e.id, e.duplicateOf from StoredEvent e where e.id in :ids", Object[].class)
                .setParameter("ids", ids)
                .getResultList()
                .forEach(row -> counting.put((String) row[0], (String) (row[1] == null ? row[0] : row[1])));
        return counting;
    }

    Optional<LoggedEvent> find(String id) {
        return entities.createQuery(SELECT + "where e.id = :id", LoggedEvent.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    List<LoggedEvent> find(EventQuery query) {
        StringBuilder jpql = new StringBuilder(SELECT).append("where 1 = 1");
        Map<String, Object> parameters = new HashMap<>();
        query.name().ifPresent(name -> {
            jpql.append(" and e.name = :name");
            parameters.put("name", name);
        });
        query.receivedAfter().ifPresent(time -> {
            jpql.append(" and e.receivedAt >= :after");
            parameters.put("after", time);
        });
        query.receivedBefore().ifPresent(time -> {
            jpql.append(" and e.receivedAt < :before");
            parameters.put("before", time);
        });
        query.cursor().ifPresent(cursor -> {
            jpql.append(" and e.seq < (select c.seq from StoredEvent c where c.id = :cursor)");
            parameters.put("cursor", cursor);
        });
        TypedQuery<LoggedEvent> page =
                entities.createQuery(jpql.append(" order by e.seq desc").toString(), LoggedEvent.class);
        parameters.forEach(page::setParameter);
        return page.setMaxResults(query.limit()).getResultList();
    }

    /**
     * Makes the sender's id stand for this event, unless it stands for another one already.
     *
     * @return the internal id of the event that it stands for
     */
    String claimExternalId(String externalId, String eventId, Instant now, Instant expiresAt) {
        int claimed = sql.update("""
                insert into gamelan.event_dedup (external_id, event_id, expires_at) values (?, ?, ?)
                on conflict do nothing
                """, externalId, eventId, expiresAt);
        if (claimed == 1) {
            return eventId;
        }
        // Taken over only when its time is up and nothing that the first event started is still alive.
        int takenOver = sql.update("""
                update gamelan.event_dedup set event_id = ?, expires_at = ?
                where external_id = ? and expires_at <= ?
                  and not exists (select 1 from gamelan.run r
                                  where r.event_id = event_dedup.event_id and r.status in ('QUEUED', 'RUNNING'))
                  and not exists (select 1 from gamelan.dispatch d where d.event_id = event_dedup.event_id)
                """, eventId, expiresAt, externalId, now);
        return takenOver == 1
                ? eventId
                : sql.query(
                                "select event_id from gamelan.event_dedup where external_id = ?",
                                row -> row.getString(1),
                                externalId)
                        .get(0);
    }

    void insertDispatches(List<Object[]> eventFunctionAcceptedStart) {
        sql.batch(
                "insert into gamelan.dispatch (event_id, function_id, accepted_at, start_at) values (?, ?, ?, ?)",
                eventFunctionAcceptedStart);
    }
}
