package dev.gamelan.diagnostics;

import dev.gamelan.database.Schema;
import dev.gamelan.database.Sql;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Asks the database what it is and how it does. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Databases {

    private static final String POSTGRESQL_SESSIONS = """
            select coalesce(case when wait_event_type = 'Lock' then 'waiting for a lock' else state end, 'other'), count(*)
            from pg_stat_activity where datname = current_database() and usename = current_user group by 1
            """;

    private static final String H2_SESSIONS =
            "select lower(session_state), count(*) from information_schema.sessions group by session_state";

    @Resource(lookup = "jdbc/gamelan")
    private DataSource dataSource;

    @Inject
    private Sql sql;

    @EJB
    private Schema schema;

    /** @throws jakarta.ejb.EJBException when it does not answer */
    public DatabaseState state() {
        Map<String, Long> sessions = new TreeMap<>();
        sql.query(
                        sql.isPostgresql() ? POSTGRESQL_SESSIONS : H2_SESSIONS,
                        row -> Map.entry(String.valueOf(row.getString(1)), row.getLong(2)))
                .forEach(state -> sessions.put(state.getKey(), state.getValue()));
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData about = connection.getMetaData();
            return new DatabaseState(
                    about.getDatabaseProductName(),
                    about.getDatabaseProductVersion(),
                    about.getDriverName() + " " + about.getDriverVersion(),
                    Secrets.masked(about.getURL()),
                    schema.version(),
                    sessions);
        } catch (SQLException e) {
            throw new PersistenceException(e.getMessage(), e);
        }
    }
}
