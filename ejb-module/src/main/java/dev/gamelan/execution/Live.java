package dev.gamelan.execution;

import java.time.Instant;
import java.util.Optional;

/** A run that is not over, locked: its row of work, as it will be when the transaction commits. */
final class Live {

    final String runId;
    final String functionId;
    final String eventId;
    final Optional<Claim.Parent> parent;
    long token;
    int attempt;
    int lost;
    String owner;
    Instant dueAt;
    /** Whether there may be rows of waits, signals or time limits. */
    boolean hasWaits;

    boolean isChanged;
    boolean isOver;

    Live(
            String runId,
            String functionId,
            String eventId,
            Optional<Claim.Parent> parent,
            long token,
            int attempt,
            int lost,
            String owner,
            Instant dueAt,
            boolean hasWaits) {
        this.runId = runId;
        this.functionId = functionId;
        this.eventId = eventId;
        this.parent = parent;
        this.token = token;
        this.attempt = attempt;
        this.lost = lost;
        this.owner = owner;
        this.dueAt = dueAt;
        this.hasWaits = hasWaits;
    }

    /** Whether whoever made this claim may still record something. */
    boolean belongsTo(Claim claim) {
        return !isOver && token == claim.token();
    }

    /** Nobody works on it until it is due. The claim that it had is worth nothing any more. */
    void park(Instant due, int nextAttempt) {
        owner = null;
        dueAt = due;
        token++;
        attempt = nextAttempt;
        lost = 0;
        isChanged = true;
    }

    /** Gives it back without blame. */
    void release(Instant now) {
        owner = null;
        dueAt = now;
        isChanged = true;
    }

    /** There is a reason to go on. If somebody works on it already, he finds out when he wants to park it. */
    void wake(Instant now) {
        // Not in the middle of a back-off of the function itself.
        if (owner == null && attempt == 0 && dueAt.isAfter(now)) {
            dueAt = now;
            isChanged = true;
        }
    }
}
