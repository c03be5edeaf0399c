package dev.gamelan.bulk;

import java.time.Instant;

/**
 * What became of a page, as the step remembers it.
 *
 * @param isOver whether this run has nothing more to do
 * @param status the job's
 * @param due when the next page may be worked on; null for now
 */
public record Page(boolean isOver, String status, Instant due) {

    /** @param due when it may go on */
    static Page of(Job job, Instant due, Instant now) {
        return new Page(job.status() != JobStatus.RUNNING, job.status().name(), due.isAfter(now) ? due : null);
    }

    /** The job is not there any more, or another run works on it. */
    static Page superseded() {
        return new Page(true, "SUPERSEDED", null);
    }
}
