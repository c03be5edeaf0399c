package dev.gamelan.execution;

import dev.gamelan.commit.NotWrittenException;
import dev.gamelan.commit.Writer;
import dev.gamelan.database.DatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Records a transition, and does not give up because the database is away: the function has run, and running it again is the
 * worse choice. If the lease ends meanwhile and another node takes the run, the fencing token tells. What the database will
 * never take is not tried again.
 */
@ApplicationScoped
class Recorder {

    private static final System.Logger LOG = System.getLogger(Recorder.class.getName());
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final int TRIES = 600;

    @Inject
    private Writer writer;

    @Inject
    private Transitions transitions;

    /** A transition on its way to the database. */
    final class Recording {

        private final Transition transition;
        private final CompletableFuture<Verdict> written;

        private Recording(Transition transition) {
            this.transition = transition;
            this.written = writer.submit(transitions, transition);
        }

        /** Whether it is certain that it was not recorded, or nobody knows: then what was to follow it has to wait. */
        boolean hasFailed() {
            return written.isCompletedExceptionally();
        }

        /** Says, on the writer's thread or on this one, whether it was recorded at the first try and allowed. */
        @SuppressWarnings("FutureReturnValueIgnored") // what follows must not fail
        void whenWritten(Consumer<Boolean> then) {
            written.whenComplete((verdict, failure) -> then.accept(failure == null && verdict.isDone()));
        }

        /**
         * Returns when it is recorded.
         *
         * @throws NotWrittenException when it cannot be
         */
        Verdict await() {
            try {
                return writer.await(written);
            } catch (NotWrittenException e) {
                return again(transition, e);
            }
        }
    }

    /** Begins to record, and does not wait for it. */
    Recording begin(Transition transition) {
        return new Recording(transition);
    }

    /** @throws NotWrittenException when it cannot be recorded */
    Verdict record(Transition transition) {
        return begin(transition).await();
    }

    private Verdict again(Transition transition, NotWrittenException first) {
        NotWrittenException failure = first;
        for (int tries = 1; isWorthTrying(failure) && tries < TRIES && pause(); tries++) {
            if (tries == 1) {
                LOG.log(
                        Level.WARNING,
                        "Run " + transition.runId() + ": a result cannot be stored; it is kept and tried again",
                        failure);
            }
            try {
                return writer.write(transitions, new Transition.Again(transition));
            } catch (NotWrittenException e) {
                failure = e;
            }
        }
        throw failure;
    }

    /** A writer that has been stopped takes nothing any more: the run goes on elsewhere, or when this node is back. */
    private static boolean isWorthTrying(NotWrittenException failure) {
        return !(failure.getCause() instanceof RejectedExecutionException)
                && (DatabaseFailure.isOutage(failure) || DatabaseFailure.isConflict(failure));
    }

    /** @return false when the thread was asked to end */
    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
