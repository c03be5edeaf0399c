package dev.gamelan.retention;

import dev.gamelan.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** The one row that says how far deletion has come. */
@ApplicationScoped
class ProgressStore {

    private static final String SELECT = """
            select owner, lease_until, next_at, began_at, ended_at, runs, steps, events, event_ids,
                event_at, event_id, expired_at, expired_id
            from gamelan.retention where id = 1
            """;

    @Inject
    private Sql sql;

    Progress read() {
        return sql.query(SELECT, ProgressStore::read).get(0);
    }

    /** No other node deletes anything until the end of the transaction. */
    Progress lock() {
        return sql.query(SELECT + " for update", ProgressStore::read).get(0);
    }

    void update(Progress progress) {
        sql.update(
                """
                update gamelan.retention set owner = ?, lease_until = ?, next_at = ?, began_at = ?, ended_at = ?,
                    runs = ?, steps = ?, events = ?, event_ids = ?, event_at = ?, event_id = ?, expired_at = ?, expired_id = ?
                where id = 1
                """,
                progress.owner(),
                progress.leaseUntil(),
                progress.nextAt(),
                progress.beganAt(),
                progress.endedAt(),
                progress.deleted().runs(),
                progress.deleted().steps(),
                progress.deleted().events(),
                progress.deleted().eventIds(),
                progress.events().at(),
                progress.events().id(),
                progress.expiredIds().at(),
                progress.expiredIds().id());
    }

    Instant now() {
        return sql.now();
    }

    private static Progress read(ResultSet row) throws SQLException {
        return new Progress(
                row.getString(1),
                Sql.nullableInstant(row, 2),
                Sql.instant(row, 3),
                Sql.nullableInstant(row, 4),
                Sql.nullableInstant(row, 5),
                new Deleted(row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9)),
                new Place(Sql.instant(row, 10), row.getString(11)),
                new Place(Sql.instant(row, 12), row.getString(13)));
    }
}
