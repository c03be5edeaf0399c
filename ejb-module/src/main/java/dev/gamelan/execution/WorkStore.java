package dev.gamelan.execution;

import dev.gamelan.database.Bulk;
import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rows of work to be done, one for each run that is not over. Claiming moves {@code due_at} to the end of the lease, so
 * that one condition, "due", finds both what has never been started and what was left behind. All times are the database's.
 */
@ApplicationScoped
class WorkStore {

    /** A run that sleeps for nothing but a wake-up. */
    static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    /** On H2, which takes from an index no more than is asked for only if the order names all of its columns. */
    static final String LONGEST_DUE = """
        select run_id from gamelan.work where function_id = ? and due_at <= ? order by function_id, due_at limit ?
        """;

    /** On H2: a query that locks reads everything that its condition allows, whatever the limit. */
    static final String LOCK_DUE = "select " + Live.COLUMNS + """
         from gamelan.work where run_id = any(?) and due_at <= ? for update skip locked
        """;

    /** On H2; see {@link #LONGEST_DUE}. */
    static final String NEXT_DUE = """
        select due_at from gamelan.work where function_id = ? order by function_id, due_at limit 1
        """;

    private static final Bulk INSERT = Bulk.insert(
            "gamelan.work",
            "run_id text",
            "function_id text",
            "event_id text",
            "due_at timestamptz",
            "owner text",
            "token bigint",
            "attempt int",
            "lost int",
            "parent_run_id text",
            "parent_step text",
            "waits boolean",
            "status text",
            "queued_at timestamptz",
            "started_at timestamptz",
            "origin_run_id text");

    private static final Bulk UPDATE = Bulk.update(
            "gamelan.work",
            List.of("run_id text"),
            List.of(
                    "owner text",
                    "due_at timestamptz",
                    "token bigint",
                    "attempt int",
                    "lost int",
                    "waits boolean",
                    "status text",
                    "error text"));

    private static final Bulk CLAIM = Bulk.update(
            "gamelan.work",
            List.of("run_id text"),
            List.of(
                    "owner text",
                    "due_at timestamptz",
                    "token bigint",
                    "lost int",
                    "steps int",
                    "started_at timestamptz",
                    "waits boolean",
                    "status text",
                    "claimed_at timestamptz"));

    private static final Bulk RENEW =
            Bulk.update("gamelan.work", List.of("run_id text", "token bigint"), List.of("due_at timestamptz"));

    private static final Bulk DELETE = Bulk.delete("gamelan.work", "run_id text");

    @Inject
    private Sql sql;

    /** Those that this node has claimed are running from the start. */
    void insert(List<Created> created, String owner, Instant now, Instant leaseEnd) {
        sql.bulk(
                INSERT,
                created.stream()
                        .map(run -> new Object[] {
                            run.claim().runId(),
                            run.claim().functionId(),
                            run.claim().eventId(),
                            run.isMine() ? leaseEnd : run.startAt(),
                            run.isMine() ? owner : null,
                            run.claim().token(),
                            run.claim().attempt(),
                            run.claim().lost(),
                            run.claim().parent().map(Claim.Parent::runId).orElse(null),
                            run.claim().parent().map(Claim.Parent::stepKey).orElse(null),
                            run.hasWaits(),
                            (run.isMine() ? RunStatus.RUNNING : RunStatus.QUEUED).name(),
                            now,
                            run.isMine() ? now : null,
                            run.originRunId().orElse(null)
                        })
                        .toList());
    }

    /** Locks runs that are not over, in the order of their ids. */
    Map<String, Live> lock(Collection<String> runIds) {
        return sql
                .query(
                        "select " + Live.COLUMNS
                                + " from gamelan.work where run_id = any(?) order by run_id for update",
                        Live::new,
                        Sql.texts(runIds))
                .stream()
                .collect(Collectors.toMap(live -> live.runId, live -> live));
    }

    /** Those of these runs that have one: the run that waits for them. */
    List<String> parentsOf(Collection<String> runIds) {
        return sql.query(
                "select parent_run_id from gamelan.work where run_id = any(?) and parent_run_id is not null",
                row -> row.getString(1),
                Sql.texts(runIds));
    }

    void update(Collection<Live> runs) {
        sql.bulk(
                UPDATE,
                runs.stream()
                        .map(run -> new Object[] {
                            run.runId,
                            run.owner,
                            run.dueAt,
                            run.token,
                            run.attempt,
                            run.lost,
                            run.hasWaits,
                            run.status.name(),
                            run.error
                        })
                        .toList());
    }

    /** Deletes runs that are over. */
    void delete(Collection<String> runIds) {
        int deleted =
                sql.bulk(DELETE, runIds.stream().map(id -> new Object[] {id}).toList());
        if (deleted != runIds.size()) {
            throw new IllegalStateException("of " + runIds.size() + " runs that end only " + deleted
                    + " had a row of work; nothing was recorded");
        }
    }

    /**
     * Locks what is due and nobody else is just claiming, of each function the longest due first.
     *
     * @param quotas for each function that this node has, how many at most
     */
    List<Live> lockDue(Map<String, Integer> quotas, Instant now) {
        if (sql.isPostgresql()) {
            return sql.query(
                    """
                    select %s from unnest(?::text[], ?::text[]) f(id, quota) cross join lateral (
                        select * from gamelan.work where function_id = f.id and due_at <= ?
                        order by due_at limit f.quota::int for update skip locked) w
                    """.formatted(Live.COLUMNS),
                    Live::new,
                    Sql.texts(quotas.keySet()),
                    Sql.texts(quotas.values().stream().map(String::valueOf).toList()),
                    now);
        }
        List<String> runIds = new ArrayList<>();
        quotas.forEach((function, quota) ->
                runIds.addAll(sql.query(LONGEST_DUE, row -> row.getString(1), function, now, quota)));
        return runIds.isEmpty() ? List.of() : sql.query(LOCK_DUE, Live::new, Sql.texts(runIds), now);
    }

    /** When the next work of these functions is due. */
    Optional<Instant> nextDue(Collection<String> functionIds) {
        if (sql.isPostgresql()) {
            return sql.query("""
                select due_at from unnest(?::text[]) f(id) cross join lateral (
                    select due_at from gamelan.work where function_id = f.id order by due_at limit 1) w
                """, row -> Sql.instant(row, 1), Sql.texts(functionIds)).stream()
                    .min(Instant::compareTo);
        }
        return functionIds.stream()
                .flatMap(function -> sql.query(NEXT_DUE, row -> Sql.instant(row, 1), function).stream())
                .min(Instant::compareTo);
    }

    /** For each of these runs, how many of its steps have ended. */
    Map<String, Integer> endedSteps(Collection<String> runIds) {
        Map<String, Integer> counts = new HashMap<>();
        if (!runIds.isEmpty()) {
            sql.query("""
                select run_id, count(*) from gamelan.step
                where run_id = any(?) and status in ('COMPLETED', 'FAILED') group by run_id
                """, row -> Map.entry(row.getString(1), row.getInt(2)), Sql.texts(runIds))
                    .forEach(count -> counts.put(count.getKey(), count.getValue()));
        }
        return counts;
    }

    /** Makes locked work this node's: each row is run, owner, end of the lease, token, lost attempts, steps, start, waits, status, now. */
    void claim(List<Object[]> rows) {
        sql.bulk(CLAIM, rows);
    }

    /** @return how many of these claims are still the latest */
    int renew(List<Claim> claims, Instant leaseEnd) {
        return sql.bulk(
                RENEW,
                claims.stream()
                        .sorted(Comparator.comparing(Claim::runId))
                        .map(claim -> new Object[] {claim.runId(), claim.token(), leaseEnd})
                        .toList());
    }

    /** What an earlier incarnation left behind is due now instead of at the end of its lease. */
    int releaseWorkOf(String earlierIncarnation, Instant now) {
        return sql.update(
                "update gamelan.work set due_at = ? where owner = ? and due_at > ?", now, earlierIncarnation, now);
    }

    Instant now() {
        return sql.now();
    }
}
