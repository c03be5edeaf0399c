package dev.gamelan.retention;

import dev.gamelan.platform.CrashPoint;
import dev.gamelan.platform.Node;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The transactions of deletion. They do not go through the group-committing writer: what is deleted is over, so that no change of
 * state wants the same rows, and in the writer's batches everybody who sends an event would wait until it is gone.
 *
 * <p>Each begins by locking the row that says how far deletion has come, and writes it in the same commit: a crash leaves
 * everything before it done and everything after it to be done.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Deletions {

    /** Rows of one transaction, more or less: its locks, and what it writes to the disk, hold others up for some milliseconds. */
    static final int BATCH = 250;

    /** What comes of age in between is few next to what is kept. */
    private static final Duration BETWEEN_PASSES = Duration.ofMinutes(10);

    @Inject
    private ProgressStore progress;

    @Inject
    private OldRunStore runs;

    @Inject
    private OldEventStore events;

    @Inject
    private Limits limits;

    @Inject
    private Node node;

    /** @return whether a pass is due and this is the node that carries it out */
    public boolean begin() {
        Instant now = progress.now();
        if (!progress.read().isFreeFor(node.name(), now)) {
            return false; // most of the time, and without a lock
        }
        Progress before = progress.lock();
        boolean free = before.isFreeFor(node.name(), now);
        if (free) {
            progress.update(before.begun(node.name(), now));
        }
        return free;
    }

    public List<Shelf> shelves() {
        return runs.shelves();
    }

    /** Runs that are old enough, the first to end first. */
    public List<OldRun> oldRuns(Shelf shelf, OldRun after) {
        Instant before = limits.ofRuns(shelf.functionId(), shelf.status()).before(progress.now());
        return runs.page(shelf, before, after, BATCH);
    }

    /** Deletes ended runs with their steps, and the events that only they needed. */
    public void deleteRuns(Shelf shelf, List<String> runIds) {
        Progress before = lock();
        Instant now = progress.now();
        List<String> eventIds = runs.eventsOf(runIds);
        Deleted deleted = runs.delete(runIds.stream()
                        .map(id -> new EndedRun(id, shelf.functionId()))
                        .toList())
                .plus(events.deleteUnneeded(eventIds, limits.ofEvents().before(now), now));
        progress.update(before.deleted(deleted, now));
        CrashPoint.at("retention.deleted");
    }

    /**
     * Deletes the next events that are old enough, but not those that something needs: these are looked at again when that is deleted.
     *
     * @return whether there may be more
     */
    public boolean deleteEvents() {
        Progress before = lock();
        Instant now = progress.now();
        Instant limit = limits.ofEvents().before(now);
        // If they are kept for longer than before, some that were looked at will be old enough only later.
        Place from = before.events().notAfter(limit);
        List<Place> page = events.page(from, limit, BATCH);
        Deleted deleted = events.deleteUnneeded(page.stream().map(Place::id).toList(), limit, now);
        progress.update(before.deleted(deleted, now).lookedAtEvents(last(page, from)));
        return page.size() == BATCH;
    }

    /**
     * Deletes the next senders' ids whose time is over, but not those whose event has started something that lives: these go with
     * their event.
     *
     * @return whether there may be more
     */
    public boolean deleteIds() {
        Progress before = lock();
        Instant now = progress.now();
        List<Place> page = events.expired(before.expiredIds(), now, BATCH);
        int ids = events.deleteFreeIds(page.stream().map(Place::id).toList(), now);
        progress.update(before.deleted(new Deleted(0, 0, 0, ids), now).lookedAtIds(last(page, before.expiredIds())));
        return page.size() == BATCH;
    }

    /** @return what this pass has deleted */
    public Deleted end() {
        Progress before = lock();
        progress.update(before.ended(progress.now(), BETWEEN_PASSES));
        return before.deleted();
    }

    private Progress lock() {
        Progress locked = progress.lock();
        if (!locked.isOwnedBy(node.name())) {
            throw new IllegalStateException("node " + locked.owner()
                    + " goes on with deletion, since this one had stood still for more than " + Progress.LEASE);
        }
        return locked;
    }

    private static Place last(List<Place> page, Place otherwise) {
        return page.isEmpty() ? otherwise : page.get(page.size() - 1);
    }
}
