package dev.gamelan.execution;

import dev.gamelan.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The rows of work to be done. Claiming moves {@code due_at} to the end of the lease, so that one condition, "due", finds
 * both what has never been started and what was left behind. All times are the database's.
 */
@ApplicationScoped
class WorkStore {

    @Inject
    private Sql sql;

    void insert(List<Created> created, String owner, Instant leaseEnd) {
        sql.batch(
                """
                insert into gamelan.work (run_id, function_id, event_id, due_at, owner, token, attempt, lost)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                created.stream()
                        .map(run -> new Object[] {
                            run.claim().runId(),
                            run.claim().functionId(),
                            run.claim().eventId(),
                            run.isMine() ? leaseEnd : run.startAt(),
                            run.isMine() ? owner : null,
                            run.claim().token(),
                            run.claim().attempt(),
                            run.claim().lost()
                        })
                        .toList());
    }

    /**
     * Locks what is due, the longest due first, as the claims that it would become.
     *
     * @param functionIds what this node can run, at least one
     */
    List<Claim> lockDue(Collection<String> functionIds, int limit, Instant now) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(now);
        parameters.addAll(functionIds);
        parameters.add(limit);
        return sql.query(
                """
                select run_id, function_id, event_id, token + 1, attempt,
                       case when owner is null then lost else lost + 1 end
                from gamelan.work where due_at <= ? and function_id in (%s)
                order by due_at limit ? for update skip locked
                """.formatted(Sql.placeholders(functionIds.size())),
                row -> new Claim(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getInt(5),
                        row.getInt(6)),
                parameters.toArray());
    }

    /** Makes locked work this node's. */
    void claim(List<Claim> claims, String owner, Instant leaseEnd) {
        sql.batch(
                "update gamelan.work set owner = ?, due_at = ?, token = ?, lost = ? where run_id = ?",
                claims.stream()
                        .map(claim -> new Object[] {owner, leaseEnd, claim.token(), claim.lost(), claim.runId()})
                        .toList());
    }

    void renew(List<Claim> claims, Instant leaseEnd) {
        sql.batch(
                "update gamelan.work set due_at = ? where run_id = ? and token = ?",
                claims.stream()
                        .map(claim -> new Object[] {leaseEnd, claim.runId(), claim.token()})
                        .toList());
    }

    /** @return whether the claim was still good; if not, nothing may be recorded */
    boolean finish(Claim claim) {
        return sql.update("delete from gamelan.work where run_id = ? and token = ?", claim.runId(), claim.token()) == 1;
    }

    /** @return whether the claim was still good; if not, nothing may be recorded */
    boolean retryAt(Claim claim, Instant dueAt) {
        return sql.update("""
                        update gamelan.work
                        set owner = null, due_at = ?, token = token + 1, attempt = attempt + 1, lost = 0
                        where run_id = ? and token = ?
                        """, dueAt, claim.runId(), claim.token()) == 1;
    }

    /** Gives back what was not finished when the node stopped: not a lost attempt, and due at once. */
    void release(List<Claim> claims, Instant now) {
        sql.batch(
                "update gamelan.work set owner = null, due_at = ? where run_id = ? and token = ?",
                claims.stream()
                        .map(claim -> new Object[] {now, claim.runId(), claim.token()})
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
