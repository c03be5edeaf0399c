package dev.gamelan.retention;

import dev.gamelan.platform.CrashPoint;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Deletes what is older than it has to be kept: on one node at a time, the oldest first, without haste. */
@ApplicationScoped
public class Retention {

    private static final System.Logger LOG = System.getLogger(Retention.class.getName());

    @Inject
    private Limits limits;

    @EJB
    private Deletions deletions;

    /** A shelf, and the last run on it that was looked at. */
    private record Reached(Shelf shelf, OldRun last) {}

    /** @throws IllegalStateException when a setting cannot be read, naming it and what it can be */
    public void check() {
        limits.ofEvents();
    }

    /**
     * Deletes everything that is old enough, if that is due and no other node does it; else it returns at once. What is left when it is
     * stopped, or dies, is deleted by the next.
     *
     * @param goesOn asked after every transaction
     */
    public void pass(BooleanSupplier goesOn) {
        if (!deletions.begin()) {
            return;
        }
        deleteRuns(goesOn);
        while (goesOn.getAsBoolean() && paced(deletions::deleteEvents)) {
            // one transaction after the other
        }
        while (goesOn.getAsBoolean() && paced(deletions::deleteIds)) {
            // one transaction after the other
        }
        if (goesOn.getAsBoolean()) {
            Deleted deleted = deletions.end();
            LOG.log(deleted.rows() == 0 ? Level.DEBUG : Level.INFO, "What was old is deleted: {0}", deleted);
        }
    }

    /** In turns, so that the old runs of one function do not wait until all those of another are gone. */
    private void deleteRuns(BooleanSupplier goesOn) {
        Deque<Reached> open = new ArrayDeque<>();
        deletions.shelves().forEach(shelf -> open.add(new Reached(shelf, OldRun.NONE)));
        while (!open.isEmpty() && goesOn.getAsBoolean()) {
            Reached reached = open.remove();
            List<OldRun> page = deletions.oldRuns(reached.shelf(), reached.last());
            for (List<String> batch : OldRun.batches(page, Deletions.BATCH)) {
                if (goesOn.getAsBoolean()) {
                    paced(() -> delete(reached.shelf(), batch));
                }
            }
            if (page.size() == Deletions.BATCH) {
                open.add(new Reached(reached.shelf(), page.get(page.size() - 1)));
            }
        }
    }

    private boolean delete(Shelf shelf, List<String> runIds) {
        deletions.deleteRuns(shelf, runIds);
        CrashPoint.at("retention.committed");
        return true;
    }

    /** At least as much time as deletion takes is left to others: the busier the database is, the longer are the pauses. */
    private static <T> T paced(Supplier<T> transaction) {
        long before = System.nanoTime();
        T result = transaction.get();
        Pace.rest(Duration.ofNanos(System.nanoTime() - before));
        return result;
    }
}
