package dev.gamelan.execution;

import dev.gamelan.commit.NotWrittenException;
import dev.gamelan.database.DatabaseFailure;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.platform.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;

/**
 * Follows the end of a call until it is stored. Usually nobody waits for that; what goes wrong is tried again on a thread of its
 * own, and what the database will never take ends the run as a failure.
 */
@ApplicationScoped
class Settlement {

    private static final System.Logger LOG = System.getLogger(Settlement.class.getName());

    @Inject
    private Recorder recorder;

    @Inject
    private Workers workers;

    /**
     * @param recording of the conclusion, begun
     * @param settled what to do when it is stored what became of the call, or it is certain that it will not be: then its
     *     lease is to be renewed no more, so that the run is claimed again
     */
    void settle(Transition.Conclusion conclusion, Recorder.Recording recording, Runnable settled) {
        recording.whenWritten(isDone -> {
            if (isDone) {
                settled.run();
            } else {
                insistElsewhere(conclusion, recording, settled);
            }
        });
    }

    /** Not on the writer's thread. */
    private void insistElsewhere(Transition.Conclusion conclusion, Recorder.Recording recording, Runnable settled) {
        try {
            workers.execute(() -> insist(conclusion, recording, settled));
        } catch (RuntimeException | Error e) {
            cannotGoOn(conclusion.claim(), e);
            settled.run();
        }
    }

    private void insist(Transition.Conclusion conclusion, Recorder.Recording recording, Runnable settled) {
        Claim claim = conclusion.claim();
        try {
            if (!record(conclusion, recording).isDone()) {
                superseded(claim);
            }
        } catch (RuntimeException | Error e) {
            cannotGoOn(claim, e);
        } finally {
            settled.run();
        }
    }

    /** Together with the result of the last step, if that is still on its way. */
    private Verdict record(Transition.Conclusion conclusion, Recorder.Recording recording) {
        try {
            if (conclusion.before().isEmpty()) {
                return recording.await();
            }
            Recorder.Recording before = conclusion.before().get();
            Verdict earlier = before.await();
            if (!earlier.isDone()) {
                return earlier;
            }
            return before.hasFailed() ? recorder.record(conclusion.alone()) : recording.await();
        } catch (NotWrittenException e) {
            if (DatabaseFailure.isOutage(e)) {
                throw e;
            }
            // It would be the same the next time.
            return recorder.record(Transition.Conclusion.failure(
                    conclusion.claim(),
                    conclusion.event(),
                    RunError.of("NotStorable", "the database does not take a result: " + e.getMessage())));
        }
    }

    static void superseded(Claim claim) {
        LOG.log(
                Level.DEBUG,
                "Run {0}: attempt {1} is not recorded, the run is over or another node has taken over",
                claim.runId(),
                claim.attempt());
    }

    static void cannotGoOn(Claim claim, Throwable cause) {
        LOG.log(Level.ERROR, "Run " + claim.runId() + " could not be worked on and will be claimed again", cause);
    }
}
