package dev.gamelan.engine.run;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a run is in its life. */
public enum RunStatus {
    /** Waits for its first attempt, or for the next one: its function's body has failed, or it has needed attention. */
    QUEUED,
    /** An attempt is going on, or was when its server died. */
    RUNNING,
    /** Sleeps, or waits for an event, a signal, another run, or a step's next attempt. */
    WAITING,
    /** What is stored of it does not fit the code any more. Nothing of it is lost; it goes on when somebody says that the code fits. */
    NEEDS_ATTENTION,
    /** The function returned; its output is stored. */
    COMPLETED,
    /** Retries are used up or would not help; the error is stored. */
    FAILED,
    /** Ended from outside: by a cancelling event, a time limit, or somebody's request. */
    CANCELLED;

    private static final Map<RunStatus, Set<RunStatus>> NEXT = new EnumMap<>(Map.of(
            QUEUED, EnumSet.of(RUNNING, FAILED, CANCELLED),
            // RUNNING to RUNNING: another attempt takes over from one that was lost in a crash.
            RUNNING, EnumSet.of(RUNNING, QUEUED, WAITING, NEEDS_ATTENTION, COMPLETED, FAILED, CANCELLED),
            WAITING, EnumSet.of(RUNNING, FAILED, CANCELLED),
            NEEDS_ATTENTION, EnumSet.of(QUEUED, CANCELLED),
            COMPLETED, EnumSet.noneOf(RunStatus.class),
            FAILED, EnumSet.noneOf(RunStatus.class),
            CANCELLED, EnumSet.noneOf(RunStatus.class)));

    public boolean canBecome(RunStatus next) {
        return NEXT.get(this).contains(next);
    }

    /** Terminal states never change again. */
    public boolean isTerminal() {
        return NEXT.get(this).isEmpty();
    }
}
