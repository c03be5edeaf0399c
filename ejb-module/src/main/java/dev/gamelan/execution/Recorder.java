package dev.gamelan.execution;

import dev.gamelan.engine.run.Decision;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Records a decision, and does not give up because the database is away: the function has run, and running it again is the
 * worse choice. If the lease ends meanwhile and another node takes the run, the fencing token tells.
 */
@ApplicationScoped
class Recorder {

    private static final System.Logger LOG = System.getLogger(Recorder.class.getName());
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final int TRIES = 600;

    @EJB
    private Runs runs;

    /** @return as {@link Runs#record} */
    boolean record(Claim claim, Decision decision) {
        for (int tries = 1; ; tries++) {
            try {
                return runs.record(claim, decision);
            } catch (EJBException e) {
                if (tries == 1) {
                    LOG.log(
                            Level.WARNING,
                            "Run " + claim.runId() + ": the result cannot be stored; it is kept and tried again",
                            e);
                }
                if (tries == TRIES || !pause()) {
                    throw e;
                }
            }
        }
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
