package dev.gamelan.engine.step;

import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.step.Body;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a call of a function needs of the world around it, and the only way in which it changes anything before it ends.
 *
 * <p>Everything that stores returns when it is committed and throws {@link SupersededException} when this call has lost its
 * right to store: the run was cancelled, or another node has taken over. {@link #record} may be called by several threads.
 */
public interface StepHost {

    /** By the clock that decides, the database's. */
    Instant now();

    void record(List<StepChange> changes);

    /**
     * Begins to store, and returns at once: the function can go on to its next step while the commit takes place. Nothing else is
     * asked of the host for this call until {@link Recording#await} has returned, but what stores nothing ({@link #now},
     * {@link #prepare}, {@link #codec}), and the end of the call, which a host stores together with this or after it.
     */
    default Recording begin(List<StepChange> changes) {
        record(changes);
        return () -> {};
    }

    /** Stores events in the same commit as the changes. */
    void record(List<StepChange> changes, List<PreparedEvent> events);

    /**
     * Gives an event that is about to be sent its internal id.
     *
     * @throws IllegalArgumentException when the event is not acceptable
     */
    PreparedEvent prepare(OutgoingEvent event);

    /**
     * Carries out the body in a transaction, stores the changes that it returns in the same one, and commits.
     *
     * @throws SupersededException also when nobody knows whether the commit took place: the next call finds out
     * @throws Exception what the body threw, or the reason for which the commit was refused, after a rollback
     */
    void inTransaction(TransactionBody body) throws Exception;

    /**
     * Stores a wait, and then looks whether what it waits for has come already: in this order, and the other side the same
     * way, so that one of the two sees the other.
     *
     * @return the step with its result, stored, if it came already
     */
    Optional<StepRecord> await(List<StepChange> changes, Await.ForEvent wait);

    /**
     * Stores a wait for a signal.
     *
     * @return the step, failed and stored, when somebody else waits for this signal
     */
    Optional<StepRecord> await(List<StepChange> changes, Await.ForSignal wait);

    /**
     * Gives up a wait whose time is over.
     *
     * @param changes the step with the result it has then, among others
     * @return the step as it is stored now: what it waited for may have come in time
     */
    StepRecord giveUp(List<StepChange> changes, StepRecord step);

    /**
     * Carries out one attempt of a step: its body. A host can do something before and after it, or instead of it.
     *
     * @throws Exception what the body threw
     */
    default Object call(StepId step, Body<?> body) throws Exception {
        return body.call();
    }

    /** @return whether somebody waited for it */
    boolean signal(String signal, String json);

    /** Carries these out, at the same time if possible, and returns when all have ended. None of them throws. */
    void sideBySide(List<Runnable> tasks);

    Codec codec();

    /** Something that is being stored. */
    @FunctionalInterface
    interface Recording {
        /**
         * Returns when it is committed.
         *
         * @throws SupersededException as {@link StepHost#record} does
         */
        void await();
    }

    /** An event with its internal id. */
    interface PreparedEvent {
        String id();
    }

    /** The body of a transactional step. */
    @FunctionalInterface
    interface TransactionBody {
        List<StepChange> call() throws Exception;
    }
}
