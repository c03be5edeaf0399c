package dev.gamelan.bulk;

import dev.gamelan.catalog.Catalog;
import dev.gamelan.catalog.Moment;
import dev.gamelan.search.CostlySearchException;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The work of jobs, page by page, in the transaction of the step that asks for it: what is done to the items, their results, the
 * job's figures and the step's result are stored together or not at all.
 *
 * <p>The row of the job is locked first, and then runs in the order in which everybody locks them. An EJB, since the step's body
 * runs in a transaction that somebody else has begun.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class Pages {

    /** How many items a page has at most: its locks are held for some tens of milliseconds. */
    static final int MOST = 100;

    @EJB
    private Catalog catalog;

    @Inject
    private JobStore jobs;

    @Inject
    private ItemStore items;

    @Inject
    private Turns turns;

    @Inject
    private Selecting selecting;

    @Inject
    private Repeating repeating;

    @Inject
    private Delivering delivering;

    @Inject
    private Cancelling cancelling;

    @Inject
    private Deleting deleting;

    /**
     * Writes some items down, or works on some.
     *
     * @param turn the caller's; another one's is left alone
     * @param ownRun the caller's run
     * @param most items to work on
     */
    public Page next(String jobId, int turn, String ownRun, int most) {
        Optional<Job> locked = jobs.lock(jobId).filter(job -> job.isTurn(turn));
        if (locked.isEmpty()) {
            return Page.superseded();
        }
        Moment moment = catalog.moment();
        Job job = locked.get();
        if (job.pace().dueAt().isAfter(moment.now())) {
            return Page.of(job, job.pace().dueAt(), moment.now());
        }
        Job after = job.progress().isComplete() ? work(job, ownRun, most, moment) : select(job, moment.now());
        jobs.update(after);
        return Page.of(after, after.pace().dueAt(), moment.now());
    }

    private Job select(Job job, Instant now) {
        try {
            return ended(selecting.next(job, now), now);
        } catch (CostlySearchException | LostPlaceException e) {
            return job.become(JobStatus.ABORTED, now).because(e.getMessage());
        }
    }

    private Job work(Job job, String ownRun, int most, Moment moment) {
        List<Item> page = items.next(job.id(), job.figures().remaining(), job.pageSize(most));
        Map<Item, Outcome> outcomes = switch (job.asked().kind()) {
            case CANCEL -> cancelling.carryOut(job.asked(), page, ownRun);
            case DELETE -> deleting.carryOut(page);
            case REPLAY, RERUN ->
                job.asked().isOfEvents()
                        ? delivering.carryOut(job.asked(), page, moment)
                        : repeating.carryOut(job.asked(), page, moment);
        };
        return ended(job, outcomes, moment.now());
    }

    private Job ended(Job job, Map<Item, Outcome> outcomes, Instant now) {
        items.end(job.id(), outcomes);
        return ended(job.worked(job.figures().plus(outcomes.values()), now), now);
    }

    private static Job ended(Job job, Instant now) {
        return job.progress().isComplete() && job.figures().remaining() == 0
                ? job.become(JobStatus.COMPLETED, now)
                : job;
    }

    /**
     * A page has failed for good, even with one item: that one is given up, or the job is paused when there is none.
     *
     * @param problem what went wrong
     */
    public Page giveUp(String jobId, int turn, String problem) {
        Optional<Job> locked = jobs.lock(jobId).filter(job -> job.isTurn(turn));
        if (locked.isEmpty()) {
            return Page.superseded();
        }
        Job job = locked.get();
        Instant now = catalog.moment().now();
        Job after = job.progress().isComplete()
                ? withoutFirst(job, problem, now)
                : job.become(JobStatus.PAUSED, now).because(problem);
        jobs.update(after);
        return Page.of(after, now, now);
    }

    private Job withoutFirst(Job job, String problem, Instant now) {
        Item first = items.next(job.id(), job.figures().remaining(), 1).get(0);
        return ended(job, Map.of(first, Outcome.failed(problem)), now);
    }

    /** This run has had enough steps; another one goes on. */
    public void handOver(String jobId, int turn) {
        jobs.lock(jobId)
                .filter(job -> job.isTurn(turn))
                .ifPresent(job -> jobs.update(job.nextTurn(turns.begin(jobId, turn + 1, catalog.moment()))));
    }
}
