package dev.gamelan.retention;

import dev.gamelan.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** The rows of events, and of senders' ids, that nothing needs any more. */
@ApplicationScoped
class OldEventStore {

    static final String PAGE = """
            select id, received_at from gamelan.event
            where received_at >= ? and received_at < ? and (received_at, id) > (?, ?)
            order by received_at, id limit ?
            """;

    /**
     * What still refers to an event. A run that is about to come into being, to end, or to be deleted is always one of them, since this is one
     * statement. What is new refers to an old event only when it repeats a run of it, and keeps that run locked until it is stored.
     */
    static final String UNNEEDED = """
            select e.id, e.external_id from gamelan.event e where e.id = any(?) and e.received_at < ?
              and not exists (select 1 from gamelan.dispatch d where d.event_id = e.id)
              and not exists (select 1 from gamelan.work w where w.event_id = e.id)
              and not exists (select 1 from gamelan.ended_run r where r.event_id = e.id)
              and not exists (select 1 from gamelan.step s where s.event_id = e.id)
            """;

    static final String EXPIRED_PAGE = """
            select external_id, expires_at from gamelan.event_dedup
            where expires_at >= ? and expires_at <= ? and (expires_at, external_id) > (?, ?)
            order by expires_at, external_id limit ?
            """;

    /**
     * By the same rule by which another event may take them over. What somebody else has locked is just being taken over; whoever waited
     * for it with others locked could wait in a circle.
     */
    private static final String LOCK_FREE_IDS = """
            select external_id from gamelan.event_dedup i where external_id = any(?) and expires_at <= ?
              and not exists (select 1 from gamelan.work w where w.event_id = i.event_id)
              and not exists (select 1 from gamelan.dispatch d where d.event_id = i.event_id)
            for update skip locked
            """;

    @Inject
    private Sql sql;

    @Inject
    private DeletionNotices notices;

    private record Old(String id, String externalId) {}

    /** Events accepted before this, the oldest first. */
    List<Place> page(Place after, Instant before, int most) {
        return sql.query(
                PAGE,
                row -> new Place(Sql.instant(row, 2), row.getString(1)),
                after.at(),
                before,
                after.at(),
                after.id(),
                most);
    }

    /** Deletes those of these events that were accepted before this and that nothing needs, and their senders' ids if they are free. */
    Deleted deleteUnneeded(Collection<String> ids, Instant before, Instant now) {
        List<Old> unneeded = ids.isEmpty()
                ? List.of()
                : sql.query(UNNEEDED, row -> new Old(row.getString(1), row.getString(2)), Sql.texts(ids), before);
        if (unneeded.isEmpty()) {
            return Deleted.NOTHING;
        }
        List<String> unneededIds = unneeded.stream().map(Old::id).toList();
        int events = sql.update("delete from gamelan.event where id = any(?)", Sql.texts(unneededIds));
        notices.ofEvents(unneededIds);
        List<String> externalIds =
                unneeded.stream().map(Old::externalId).filter(Objects::nonNull).toList();
        return new Deleted(0, 0, events, deleteFreeIds(externalIds, now));
    }

    /** Senders' ids whose time is over, in the order of that. */
    List<Place> expired(Place after, Instant now, int most) {
        return sql.query(
                EXPIRED_PAGE,
                row -> new Place(Sql.instant(row, 2), row.getString(1)),
                after.at(),
                now,
                after.at(),
                after.id(),
                most);
    }

    /** @return how many of these senders' ids were deleted: those whose time is over and whose event has started nothing that lives */
    int deleteFreeIds(Collection<String> externalIds, Instant now) {
        List<String> free = externalIds.isEmpty()
                ? List.of()
                : sql.query(LOCK_FREE_IDS, row -> row.getString(1), Sql.texts(externalIds), now);
        return free.isEmpty()
                ? 0
                : sql.update("delete from gamelan.event_dedup where external_id = any(?)", Sql.texts(free));
    }
}
