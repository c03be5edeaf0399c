package dev.gamelan.database;

import jakarta.resource.ResourceException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the causes of an exception say about the database. SQLSTATEs are those of PostgreSQL and H2. */
public final class DatabaseFailure {

    /** Connection lost, deadlock or serialisation, no resources, lock timeout, shut down or cancelled, system error. */
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "40", "53", "55", "57", "58", "HY");

    /** H2: connection broken, database closed, object closed. */
    private static final Set<String> H2_OUTAGES = Set.of("90067", "90098", "90007");

    /** Duplicate key, serialisation failure, deadlock; H2: concurrent update. */
    private static final Set<String> CONFLICTS = Set.of("23505", "40001", "40P01", "90131");

    private static final Set<String> LOCK_TIMEOUTS = Set.of("55P03", "HYT00");

    private DatabaseFailure() {}

    /** It does not answer: worth repeating later. */
    public static boolean isOutage(Throwable thrown) {
        return causes(thrown)
                        .anyMatch(cause ->
                                cause instanceof ResourceException || cause instanceof RejectedExecutionException)
                || anyState(
                        thrown,
                        state -> state.length() < 2
                                || OUTAGE_CLASSES.contains(state.substring(0, 2))
                                || H2_OUTAGES.contains(state));
    }

    /** Another transaction kept a row locked for too long; what does not need this row can be written. */
    public static boolean isLockTimeout(Throwable thrown) {
        return anyState(thrown, LOCK_TIMEOUTS::contains);
    }

    /** Another transaction was first: worth repeating at once. */
    public static boolean isConflict(Throwable thrown) {
        return anyState(thrown, CONFLICTS::contains);
    }

    /** The container's own exceptions, when it gets no connection, have no state: an empty one here. */
    private static boolean anyState(Throwable thrown, Predicate<String> condition) {
        return causes(thrown)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .map(state -> state == null ? "" : state)
                .anyMatch(condition);
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
    }
}
