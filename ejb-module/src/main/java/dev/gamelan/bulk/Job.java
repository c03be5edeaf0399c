package dev.gamelan.bulk;

import java.time.Instant;
import java.util.Optional;

/**
 * A job, as its row is.
 *
 * @param progress how far it has come with writing down its items
 * @param turn whose turn it is to work on it
 * @param problem why it has stopped by itself
 */
public record Job(
        Asked asked,
        JobStatus status,
        Figures figures,
        Progress progress,
        Turn turn,
        Pace pace,
        Optional<String> problem,
        Optional<Instant> endedAt) {

    /**
     * @param isComplete whether all items are written down
     * @param to the last one that was looked at for that
     */
    record Progress(boolean isComplete, Optional<String> to) {

        static final Progress NONE = new Progress(false, Optional.empty());
        static final Progress ALL = new Progress(true, Optional.empty());

        /** @param cursor where to go on; nowhere when empty */
        static Progress upTo(Optional<String> cursor) {
            return cursor.isEmpty() ? ALL : new Progress(false, cursor);
        }
    }

    /**
     * Only the run of the latest turn works on a job.
     *
     * @param number 1 for the first
     * @param eventId the internal id of the event that starts this run
     */
    record Turn(int number, String eventId) {}

    static Job begun(Asked asked, String eventId) {
        return new Job(
                asked,
                JobStatus.RUNNING,
                Figures.NONE,
                Progress.NONE,
                new Turn(1, eventId),
                Pace.begun(asked.createdAt()),
                Optional.empty(),
                Optional.empty());
    }

    public String id() {
        return asked.id();
    }

    /** Whether its items are still being written down, and its total grows. */
    public boolean isSelecting() {
        return !progress.isComplete() && !status.isTerminal();
    }

    /** Items a second since it was started or resumed; 0 while it is paused. */
    public double rate() {
        return status == JobStatus.PAUSED ? 0 : pace.rate(figures.processed());
    }

    /** Whether the run of this turn may work on it. */
    boolean isTurn(int number) {
        return status == JobStatus.RUNNING && turn.number() == number;
    }

    /** How many items the next page has, if so many were possible: with a limit as many as a second allows. */
    int pageSize(int most) {
        int allowed = (int) Math.max(1, Math.min(most, asked.perSecond().orElse(most)));
        return Math.min(allowed, figures.remaining());
    }

    /** Some more items are written down. */
    Job selected(int items, Progress upTo, Instant now) {
        Figures grown = figures.grown(items);
        return new Job(asked, status, grown, upTo, turn, pace.resumed(0, now), problem, endedAt);
    }

    /** A page of items has been worked on. */
    Job worked(Figures after, Instant now) {
        Pace next = pace.worked(after.processed() - figures.processed(), asked.perSecond(), now);
        return new Job(asked, status, after, progress, turn, next, problem, endedAt);
    }

    /** @throws IllegalStateException when it cannot be so any more */
    Job become(JobStatus next, Instant now) {
        if (!status.canBecome(next)) {
            throw new IllegalStateException("job " + id() + " is " + status + " and cannot become " + next);
        }
        Pace from = next == JobStatus.RUNNING ? pace.resumed(figures.processed(), now) : pace;
        Optional<Instant> end = next.isTerminal() ? Optional.of(now) : Optional.empty();
        return new Job(asked, next, figures, progress, turn, from, Optional.empty(), end);
    }

    Job because(String reason) {
        return new Job(asked, status, figures, progress, turn, pace, Optional.of(reason), endedAt);
    }

    /** Another run goes on with it. */
    Job nextTurn(String eventId) {
        Turn next = new Turn(turn.number() + 1, eventId);
        return new Job(asked, status, figures, progress, next, pace, problem, endedAt);
    }
}
