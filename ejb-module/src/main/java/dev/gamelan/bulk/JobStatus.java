package dev.gamelan.bulk;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a job is in its life. */
public enum JobStatus {
    /** It works, or will when its time comes. */
    RUNNING,
    /** Somebody has stopped it, or it could not go on; it can be resumed. */
    PAUSED,
    /** Every item has its result. */
    COMPLETED,
    /** Somebody has ended it; what was done stays done. */
    ABORTED;

    private static final Map<JobStatus, Set<JobStatus>> NEXT = new EnumMap<>(Map.of(
            RUNNING, EnumSet.of(PAUSED, COMPLETED, ABORTED),
            PAUSED, EnumSet.of(RUNNING, ABORTED),
            COMPLETED, EnumSet.noneOf(JobStatus.class),
            ABORTED, EnumSet.noneOf(JobStatus.class)));

    public boolean canBecome(JobStatus next) {
        return NEXT.get(this).contains(next);
    }

    public boolean isTerminal() {
        return NEXT.get(this).isEmpty();
    }
}
