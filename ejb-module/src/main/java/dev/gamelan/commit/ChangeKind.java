package dev.gamelan.commit;

import java.util.List;

/**
 * How changes of one kind are written, many at once.
 *
 * <p>A change that loses, because the run is over or belongs to somebody else now, is told so by its result. It must not
 * throw: an exception rolls back its neighbours too. They are then written again without it, which takes time.
 *
 * @param <C> a change
 * @param <R> what becomes of it
 */
public interface ChangeKind<C, R> {

    /** What the kind is called. */
    String name();

    /** Kinds with lower ranks are written first. All writers lock rows in this order, so that none waits for another in a circle. */
    int rank();

    /**
     * What a change is about: changes of equal subjects are written in the order in which they were submitted. Unless a kind says
     * otherwise, each is about something else.
     */
    default Object subject(C change) {
        return System.identityHashCode(change);
    }

    /**
     * Writes these changes in the current transaction. May be called again for the same changes after a rollback.
     *
     * @return for each change, in order, what became of it, if the transaction commits
     */
    List<R> write(List<C> changes);

    /** The transaction of {@link #write} has committed. Called by the writer's thread: has to be quick, must not throw. */
    default void committed(List<C> changes, List<R> results) {}

    /** The transaction of {@link #write} was rolled back. */
    default void rolledBack(List<C> changes) {}
}
