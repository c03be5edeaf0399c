package dev.gamelan.examples.audit;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Creates the examples' own tables. */
@Startup
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class AuditSchema {

    @Resource(lookup = "jdbc/gamelan")
    private DataSource dataSource;

    @PostConstruct
    void migrate() {
        Flyway.configure(AuditSchema.class.getClassLoader())
                .dataSource(dataSource)
                .schemas("examples")
                .locations("classpath:dev/gamelan/examples/audit")
                .load()
                .migrate();
    }
}
