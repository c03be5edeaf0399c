package dev.gamelan.engine.run;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a run is in its life. */
public enum RunStatus {
    /** Waits for its first attempt, or for the next one after a failure. */
    QUEUED,
    /** An attempt is going on, or was when its server died. */
    RUNNING,
    /** The function returned; its output is stored. */
    COMPLETED,
    /** Retries are used up or would not help; the error is stored. */
    FAILED;

    private static final Map<RunStatus, Set<RunStatus>> NEXT = new EnumMap<>(Map.of(
            QUEUED, EnumSet.of(RUNNING),
            // RUNNING to RUNNING: another attempt takes over from one that was lost in a crash.
            RUNNING, EnumSet.of(RUNNING, QUEUED, COMPLETED, FAILED),
            COMPLETED, EnumSet.noneOf(RunStatus.class),
            FAILED, EnumSet.noneOf(RunStatus.class)));

    public boolean canBecome(RunStatus next) {
        return NEXT.get(this).contains(next);
    }

    /** Terminal states never change again. */
    public boolean isTerminal() {
        return NEXT.get(this).isEmpty();
    }
}
