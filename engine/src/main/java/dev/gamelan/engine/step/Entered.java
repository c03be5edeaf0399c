package dev.gamelan.engine.step;

/**
 * A step that the function came to.
 *
 * @param key {@link StepId#key()}, computed once
 */
record Entered(StepId id, String key) {

    /** Its author's id. */
    String name() {
        return id.id();
    }

    StepRecord as(StepKind kind, StepStatus status) {
        return StepRecord.of(id, key, kind, status);
    }
}
