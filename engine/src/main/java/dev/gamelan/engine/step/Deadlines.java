package dev.gamelan.engine.step;

import dev.gamelan.engine.run.RunError;

/** What the clock does to steps that wait: a sleep ends, a wait is given up. */
final class Deadlines {

    private final Memo memo;
    private final Journal journal;

    Deadlines(Memo memo, Journal journal) {
        this.memo = memo;
        this.journal = journal;
    }

    /** The state of a step that waits, after what the clock says; null when there is no such step yet. */
    StepRecord settle(String key) {
        StepRecord state = memo.find(key).orElse(null);
        if (state == null
                || state.status() != StepStatus.WAITING
                || journal.isStoredAtTheEnd(key)
                || state.until().orElseThrow().isAfter(journal.now())) {
            return state;
        }
        if (state.kind() == StepKind.SLEEP) {
            return journal.note(state.completed("null"));
        }
        return journal.giveUp(
                state.kind() == StepKind.INVOKE
                        ? state.failed(RunError.of(
                                "InvocationTimeout",
                                "function " + state.subject().orElse("") + " gave no result in time; its run goes on"))
                        : state.completed("null"));
    }

    /** Whether the function need not wait for this step any more. */
    boolean isOver(String key) {
        StepRecord state = settle(key);
        return state != null && state.status().isFinal();
    }
}
