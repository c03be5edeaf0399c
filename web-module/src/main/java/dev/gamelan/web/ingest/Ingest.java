package dev.gamelan.web.ingest;

import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.platform.DatabaseFailure;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Stores a request's events, once more when it lost against another one: the same request sent twice at the same time
 * collides on its ids, and the second try finds what the first one stored.
 */
@ApplicationScoped
class Ingest {

    private static final int TRIES = 5;
    private static final int LONGEST_PAUSE_MILLIS = 30;

    @EJB
    private EventLog eventLog;

    /** @return as {@link EventLog#accept} */
    List<String> accept(List<IncomingEvent> events) {
        for (int tries = 1; ; tries++) {
            try {
                return eventLog.accept(events);
            } catch (EJBException e) {
                if (tries == TRIES || !DatabaseFailure.isConflict(e) || !pause()) {
                    throw e;
                }
            }
        }
    }

    /** Long enough that those who collided do not collide again. */
    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(1, LONGEST_PAUSE_MILLIS));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
