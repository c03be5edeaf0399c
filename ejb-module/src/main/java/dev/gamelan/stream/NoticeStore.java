package dev.gamelan.stream;

import dev.gamelan.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What nodes tell each other of changes, and that they want to be told. */
@ApplicationScoped
class NoticeStore {

    /** Of a lease so little is left that another node may have seen its end already. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    @Inject
    private Sql sql;

    Instant now() {
        return sql.now();
    }

    /** The other nodes that live: a node gives a sign of life every five seconds. */
    List<Peer> peers(String self) {
        return sql.query("""
                select incarnation, coalesce(listening_until > current_timestamp, false) from gamelan.node
                where name <> ? and seen_at >= current_timestamp - interval '15' second
                """, row -> new Peer(row.getString(1), row.getBoolean(2)), self);
    }

    /** @return whether the node has been listening all the time since it did this before */
    boolean listen(String node, String incarnation, Duration lease) {
        Instant now = sql.now();
        int unbroken = sql.update(
                "update gamelan.node set listening_until = ? where name = ? and incarnation = ? and listening_until > ?",
                now.plus(lease),
                node,
                incarnation,
                now.plus(MARGIN));
        if (unbroken == 0
                && sql.update(
                                "update gamelan.node set listening_until = ? where name = ? and incarnation = ?",
                                now.plus(lease),
                                node,
                                incarnation)
                        == 0) {
            throw new IllegalStateException(
                    "this node counts as dead; it listens again when it has given a sign of life");
        }
        return unbroken == 1;
    }

    void insert(Bundle bundle) {
        sql.update(
                "insert into gamelan.notice (incarnation, number, written_at, changes) values (?, ?, current_timestamp, ?)",
                bundle.incarnation(),
                bundle.number(),
                bundle.text());
    }

    List<Bundle> after(String incarnation, long number) {
        return sql.query(
                "select number, changes from gamelan.notice where incarnation = ? and number > ? order by number",
                row -> Bundle.read(incarnation, row.getLong(1), row.getString(2)),
                incarnation,
                number);
    }

    void deleteOlderThan(Duration age) {
        sql.update("delete from gamelan.notice where written_at < ?", sql.now().minus(age));
    }
}
