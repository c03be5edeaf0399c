package dev.gamelan.execution;

import dev.gamelan.commit.NotWrittenException;
import dev.gamelan.commit.Writer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Records a transition, and does not give up because the database is away: the function has run, and running it again is the
 * worse choice. If the lease ends meanwhile and another node takes the run, the fencing token tells.
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

    Verdict record(Transition transition) {
        for (int tries = 1; ; tries++) {
            try {
                return writer.write(transitions, transition);
            } catch (NotWrittenException e) {
                if (tries == 1) {
                    LOG.log(
                            Level.WARNING,
                            "Run " + transition.runId() + ": a result cannot be stored; it is kept and tried again",
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
