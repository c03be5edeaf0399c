package dev.gamelan.eventlog;

import dev.gamelan.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/** The rows of events that the topic has not been told of. */
@ApplicationScoped
class OutboxStore {

    @Inject
    private Sql sql;

    record Entry(String eventId, String name) {}

    void insert(List<Entry> entries, Instant now) {
        sql.batch(
                "insert into gamelan.outbox (event_id, name, due_at) values (?, ?, ?)",
                entries.stream()
                        .map(entry -> new Object[] {entry.eventId(), entry.name(), now})
                        .toList());
    }

    /** Takes due entries and hides them from every relay, this one included, until the given time. */
    List<Entry> claim(int limit, Instant until) {
        List<Entry> entries = sql.query("""
                select event_id, name from gamelan.outbox where due_at <= current_timestamp
                order by due_at limit ? for update skip locked
                """, row -> new Entry(row.getString(1), row.getString(2)), limit);
        move(entries, until);
        return entries;
    }

    void move(List<Entry> entries, Instant dueAt) {
        sql.batch(
                "update gamelan.outbox set due_at = ? where event_id = ?",
                entries.stream()
                        .map(entry -> new Object[] {dueAt, entry.eventId()})
                        .toList());
    }

    void delete(List<Entry> entries) {
        sql.batch(
                "delete from gamelan.outbox where event_id = ?",
                entries.stream().map(entry -> new Object[] {entry.eventId()}).toList());
    }

    Instant now() {
        return sql.now();
    }
}
