package dev.gamelan.bulk;

import dev.gamelan.catalog.Catalog;
import dev.gamelan.catalog.Functions;
import dev.gamelan.catalog.Moment;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.EventIds;
import dev.gamelan.execution.RefusedException;
import dev.gamelan.execution.RefusedException.Reason;
import dev.gamelan.retention.ChosenRuns;
import dev.gamelan.search.Count;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Jobs that do one thing to many runs: asking for them, looking at them, stopping them. */
@Stateless
public class Jobs {

    private static final int ITEMS_AT_ONCE = 1_000;

    @Inject
    private JobStore jobs;

    @Inject
    private ItemStore items;

    @Inject
    private Selecting selecting;

    @Inject
    private Turns turns;

    @EJB
    private Catalog catalog;

    @EJB
    private ChosenRuns chosen;

    /**
     * Begins a job.
     *
     * @return the job; the one that there is for a request with the same id
     * @throws RefusedException when this id stands for another request
     */
    public Job begin(NewJob wanted) {
        Moment moment = catalog.moment();
        String id = EventIds.next();
        Asked asked = Asked.of(wanted, id, moment.now());
        Job known = jobs.findByRequest(asked.requestId()).orElse(null);
        if (known == null) {
            Job begun = Job.begun(asked, turns.begin(id, 1, moment));
            if (!jobs.insert(begun)) {
                // Another has come meanwhile; this transaction has an event for a job that is not there.
                throw new RefusedException(
                        Reason.CONFLICT, "request_id " + asked.requestId() + " is just being used; repeat the request");
            }
            jobs.insertAction(id, new Action("requested", wanted.actor(), moment.now()));
            return begun;
        }
        if (!known.asked().isSame(asked)) {
            throw new RefusedException(
                    Reason.CONFLICT,
                    "request_id " + asked.requestId() + " stands for job " + known.id()
                            + ", which does something else; take another one");
        }
        return known;
    }

    /** How many items a job would have. */
    public Count count(Selection selection) {
        return selecting.count(selection, catalog.moment().now());
    }

    /** @throws RefusedException when there is none */
    public Job find(String id) {
        return jobs.find(id).orElseThrow(() -> none(id));
    }

    /**
     * The newest first.
     *
     * @param behind only those older than the one with this id
     * @param cancellations only these, but for those that were withdrawn
     */
    public List<Job> list(Optional<String> behind, boolean cancellations, int most) {
        return jobs.list(behind, cancellations, most);
    }

    /** Who has asked for what, the oldest first. */
    public List<Action> actions(String id) {
        return jobs.actions(id);
    }

    /**
     * In the order in which they are worked on.
     *
     * @param result {@code DONE}, {@code FAILED}, {@code SKIPPED} or {@code REMAINING}
     * @param after the number of the last one of the page before
     */
    public List<Item> items(String id, Optional<String> result, Optional<Integer> after, int most) {
        return items.list(find(id), result, after, most);
    }

    /** The job that has started this run. */
    public Optional<String> jobThatMade(String runId) {
        return items.jobThatMade(runId);
    }

    /** After the page that is being worked on nothing more is done, until it is resumed. */
    public Job pause(String id, String actor) {
        return change(id, JobStatus.PAUSED, "paused", actor, catalog.moment());
    }

    /** It goes on where it was. */
    public Job resume(String id, String actor) {
        Moment moment = catalog.moment();
        Job running = change(id, JobStatus.RUNNING, "resumed", actor, moment);
        Job next = running.nextTurn(turns.begin(id, running.turn().number() + 1, moment));
        jobs.update(next);
        return next;
    }

    /** After the page that is being worked on nothing more is done. */
    public Job abort(String id, String actor) {
        return change(id, JobStatus.ABORTED, "aborted", actor, catalog.moment());
    }

    /** A cancellation does nothing more, and is left out of the list of these. */
    public void withdraw(String id, String actor) {
        if (!jobs.lock(id).orElseThrow(() -> none(id)).status().isTerminal()) {
            abort(id, actor);
        }
        jobs.withdraw(id);
    }

    private Job change(String id, JobStatus wanted, String action, String actor, Moment moment) {
        Job job = jobs.lock(id).orElseThrow(() -> none(id));
        if (!job.status().canBecome(wanted)) {
            throw new RefusedException(
                    Reason.CONFLICT,
                    "job " + id + " is " + job.status().name().toLowerCase(Locale.ROOT) + " and cannot be " + action);
        }
        Job changed = job.become(wanted, moment.now());
        jobs.update(changed);
        jobs.insertAction(id, new Action(action, actor, moment.now()));
        return changed;
    }

    /** Jobs whose run has ended without them: they say why, and can be resumed. */
    public void pauseStranded() {
        for (Job stranded : jobs.stranded()) {
            Optional<Job> locked = jobs.lock(stranded.id())
                    .filter(job -> job.isTurn(stranded.turn().number()));
            locked.ifPresent(
                    job -> jobs.update(job.become(JobStatus.PAUSED, now()).because(problem(job))));
        }
    }

    private String problem(Job job) {
        return jobs.errorOf(job.turn())
                .map(error -> "its run has ended: "
                        + Jsons.parse(error).asJsonObject().getString("message", "without a message"))
                .orElse("no server has started its run, since none had the function " + Functions.OWN);
    }

    /** @return whether there may be more that is not kept any longer */
    public boolean deleteOld() {
        Optional<String> old = jobs.endedBefore(chosen.endOfJobs());
        old.filter(id -> !items.delete(id, ITEMS_AT_ONCE)).ifPresent(jobs::delete);
        return old.isPresent();
    }

    private Instant now() {
        return catalog.moment().now();
    }

    private static RefusedException none(String id) {
        return new RefusedException(Reason.NOT_FOUND, "there is no bulk job " + id);
    }
}
