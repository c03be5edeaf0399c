package dev.gamelan.web.health;

import dev.gamelan.catalog.Functions;
import dev.gamelan.database.Schema;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether the application is deployed: {@code /health/started}. Without the schema the deployment fails, and without this
 * check the server answers DOWN; so it only tells what was found.
 */
@org.eclipse.microprofile.health.Startup
@ApplicationScoped
public class Startup implements HealthCheck {

    @EJB
    private Schema schema;

    @EJB
    private Functions functions;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gamelan")
                .withData("schema", schema.version())
                .withData("functions", functions.ids().size())
                .up()
                .build();
    }
}
