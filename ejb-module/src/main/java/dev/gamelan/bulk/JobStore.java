package dev.gamelan.bulk;

import dev.gamelan.database.Conditions;
import dev.gamelan.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The rows of jobs, and of what was asked of them. */
@ApplicationScoped
class JobStore {

    private static final String COLUMNS = """
            id, request_id, kind, selection, cancellation, per_second, actor, created_at, status, total, done, failed, skipped,
            selected, selected_to, turn, event_id, resumed_at, resumed_with, worked_at, due_at, problem, ended_at
            """;

    private static final String SELECT = "select " + COLUMNS + " from gamelan.bulk ";

    /** They should be worked on, and neither is there a run that does so, nor will there be one. */
    private static final String STRANDED = SELECT + """
            b where status = 'RUNNING'
              and not exists (select 1 from gamelan.work w where w.event_id = b.event_id)
              and not exists (select 1 from gamelan.dispatch d where d.event_id = b.event_id)
            """;

    @Inject
    private Sql sql;

    /** @return whether it was inserted: false when there is one with this request's id */
    boolean insert(Job job) {
        Asked asked = job.asked();
        Double perSecond = asked.perSecond().isPresent() ? asked.perSecond().getAsDouble() : null;
        return sql.update(
                        "insert into gamelan.bulk (" + COLUMNS + ") values (" + Sql.placeholders(23)
                                + ") on conflict do nothing",
                        asked.id(),
                        asked.requestId(),
                        asked.kind().name(),
                        asked.selection(),
                        asked.isCancellation(),
                        perSecond,
                        asked.actor(),
                        asked.createdAt(),
                        job.status().name(),
                        job.figures().total(),
                        job.figures().done(),
                        job.figures().failed(),
                        job.figures().skipped(),
                        job.progress().isComplete(),
                        job.progress().to().orElse(null),
                        job.turn().number(),
                        job.turn().eventId(),
                        job.pace().resumedAt(),
                        job.pace().resumedWith(),
                        job.pace().workedAt(),
                        job.pace().dueAt(),
                        job.problem().orElse(null),
                        job.endedAt().orElse(null))
                == 1;
    }

    /** What can change. */
    void update(Job job) {
        sql.update(
                """
                update gamelan.bulk set status = ?, total = ?, done = ?, failed = ?, skipped = ?, selected = ?, selected_to = ?,
                    turn = ?, event_id = ?, resumed_at = ?, resumed_with = ?, worked_at = ?, due_at = ?, problem = ?, ended_at = ?
                where id = ?
                """,
                job.status().name(),
                job.figures().total(),
                job.figures().done(),
                job.figures().failed(),
                job.figures().skipped(),
                job.progress().isComplete(),
                job.progress().to().orElse(null),
                job.turn().number(),
                job.turn().eventId(),
                job.pace().resumedAt(),
                job.pace().resumedWith(),
                job.pace().workedAt(),
                job.pace().dueAt(),
                job.problem().orElse(null),
                job.endedAt().orElse(null),
                job.id());
    }

    Optional<Job> find(String id) {
        return first("where id = ?", id);
    }

    Optional<Job> findByRequest(String requestId) {
        return first("where request_id = ?", requestId);
    }

    /** Until the transaction ends nobody else changes it. */
    Optional<Job> lock(String id) {
        return first("where id = ? for update", id);
    }

    private Optional<Job> first(String condition, String value) {
        return sql.query(SELECT + condition, JobStore::read, value).stream().findFirst();
    }

    /**
     * The newest first.
     *
     * @param behind only those that are older than the one with this id
     * @param cancellations only these
     */
    List<Job> list(Optional<String> behind, boolean cancellations, int most) {
        Conditions conditions = new Conditions().and("id < ?", behind);
        if (cancellations) {
            conditions.and("cancellation = ?", true);
        }
        List<Object> parameters = new ArrayList<>(conditions.parameters());
        parameters.add(most);
        return sql.query(
                SELECT + conditions.where() + " order by id desc limit ?", JobStore::read, parameters.toArray());
    }

    List<Job> stranded() {
        return sql.query(STRANDED, JobStore::read);
    }

    /** How the last run of a turn ended, as JSON; empty when it is not there any more, or has completed. */
    Optional<String> errorOf(Job.Turn turn) {
        return sql
                .query(
                        "select error from gamelan.ended_run where event_id = ? and error is not null order by id desc",
                        row -> row.getString(1),
                        turn.eventId())
                .stream()
                .findFirst();
    }

    void insertAction(String jobId, Action action) {
        sql.update("""
                insert into gamelan.bulk_action (bulk_id, nr, action, actor, at)
                values (?, (select count(*) from gamelan.bulk_action a where a.bulk_id = ?), ?, ?, ?)
                """, jobId, jobId, action.action(), action.actor(), action.at());
    }

    /** The oldest first. */
    List<Action> actions(String jobId) {
        return sql.query(
                "select action, actor, at from gamelan.bulk_action where bulk_id = ? order by bulk_id, nr",
                row -> new Action(row.getString(1), row.getString(2), Sql.instant(row, 3)),
                jobId);
    }

    /** It is no cancellation any more. */
    void withdraw(String id) {
        sql.update("update gamelan.bulk set cancellation = ? where id = ?", false, id);
    }

    /** One that ended before this. */
    Optional<String> endedBefore(Instant limit) {
        return sql
                .query(
                        "select id from gamelan.bulk where ended_at < ? order by id limit 1",
                        row -> row.getString(1),
                        limit)
                .stream()
                .findFirst();
    }

    /** Of a job without items. */
    void delete(String id) {
        sql.update("delete from gamelan.bulk_action where bulk_id = ?", id);
        sql.update("delete from gamelan.bulk where id = ?", id);
    }

    private static Job read(ResultSet row) throws SQLException {
        double limit = row.getDouble(6);
        OptionalDouble perSecond = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(limit);
        Asked asked = new Asked(
                row.getString(1),
                row.getString(2),
                JobKind.valueOf(row.getString(3)),
                row.getString(4),
                row.getBoolean(5),
                perSecond,
                row.getString(7),
                Sql.instant(row, 8));
        return new Job(
                asked,
                JobStatus.valueOf(row.getString(9)),
                new Figures(row.getInt(10), row.getInt(11), row.getInt(12), row.getInt(13)),
                new Job.Progress(row.getBoolean(14), Optional.ofNullable(row.getString(15))),
                new Job.Turn(row.getInt(16), row.getString(17)),
                new Pace(Sql.instant(row, 18), row.getInt(19), Sql.instant(row, 20), Sql.instant(row, 21)),
                Optional.ofNullable(row.getString(22)),
                Optional.ofNullable(Sql.nullableInstant(row, 23)));
    }
}
