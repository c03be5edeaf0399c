package dev.gamelan.web.ingest;

import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.eventlog.EventLog;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Stores a request's events, once more when it lost against another one: the same request sent twice at the same time
 * collides on its ids, and the second try finds what the first one stored.
 */
@ApplicationScoped
class Ingest {

    private static final int TRIES = 5;

    /** Duplicate key, serialisation failure, deadlock; H2: concurrent update. */
    private static final Set<String> CONFLICTS = Set.of("23505", "40001", "40P01", "90131");

    @EJB
    private EventLog eventLog;

    /** @return as {@link EventLog#accept} */
    List<String> accept(List<IncomingEvent> events) {
        for (int tries = 1; ; tries++) {
            try {
                return eventLog.accept(events);
            } catch (EJBException e) {
                if (tries == TRIES || !isConflict(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isConflict(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && CONFLICTS.contains(String.valueOf(e.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}
