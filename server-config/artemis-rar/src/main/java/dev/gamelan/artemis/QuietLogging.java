package dev.gamelan.artemis;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Artemis audits every session, consumer and send at INFO, which slf4j hands to the server's log. A level that an
 * administrator has set in the server is left alone.
 */
final class QuietLogging {

    private static final Map<String, Level> LEVELS = Map.of(
            "org.apache.activemq.audit", Level.OFF,
            "org.apache.activemq.artemis", Level.WARNING,
            "io.netty", Level.WARNING);

    /** Kept, because java.util.logging forgets the level of a logger that nobody holds. */
    private static final List<Logger> LOGGERS =
            LEVELS.keySet().stream().map(Logger::getLogger).toList();

    private QuietLogging() {}

    static void apply() {
        for (Logger logger : LOGGERS) {
            if (logger.getLevel() == null) {
                logger.setLevel(LEVELS.get(logger.getName()));
            }
        }
    }
}
