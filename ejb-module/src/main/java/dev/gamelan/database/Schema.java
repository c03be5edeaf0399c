package dev.gamelan.database;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings the schema {@code gamelan} up to date before anything else starts. Flyway's lock keeps nodes that start together
 * apart. A database that is not there yet is waited for; after a minute the deployment fails.
 */
@Startup
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Schema {

    private static final System.Logger LOG = System.getLogger(Schema.class.getName());
    private static final int CONNECT_RETRIES = 60;

    @Resource(lookup = "jdbc/gamelan")
    private DataSource dataSource;

    @PostConstruct
    void migrate() {
        MigrateResult result = bringUpToDate(dataSource);
        LOG.log(
                Level.INFO,
                "Database schema: {0} migrations applied, now at version {1}",
                result.migrationsExecuted,
                result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion);
    }

    static MigrateResult bringUpToDate(DataSource dataSource) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .schemas("gamelan")
                .locations(locations(dataSource))
                .connectRetries(CONNECT_RETRIES)
                .connectRetriesInterval(1)
                .load()
                .migrate();
    }

    /** What both databases understand, and what is for one of them. */
    private static String[] locations(DataSource dataSource) {
        String common = "classpath:dev/gamelan/database/schema";
        return new String[] {common, common + (isPostgresql(dataSource) ? "_postgresql" : "_h2")};
    }

    /** A database that is not there yet is waited for here too. */
    private static boolean isPostgresql(DataSource dataSource) {
        for (int tries = 1; ; tries++) {
            try (Connection connection = dataSource.getConnection()) {
                return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
            } catch (SQLException e) {
                if (tries == CONNECT_RETRIES || !pause()) {
                    throw new IllegalStateException("the database does not answer: " + e.getMessage(), e);
                }
            }
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
