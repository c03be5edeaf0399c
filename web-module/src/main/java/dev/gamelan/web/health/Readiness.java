package dev.gamelan.web.health;

import dev.gamelan.catalog.Catalog;
import dev.gamelan.catalog.Functions;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Whether this node can take events: {@code /health/ready}. The broker does not count: without it events are accepted, and
 * dispatched from the database.
 */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class Readiness implements HealthCheck {

    @EJB
    private Catalog catalog;

    @EJB
    private Functions functions;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("gamelan")
                .withData("functions", functions.ids().size());
        if (functions.isWithdrawing()) {
            return response.withData("application", "is being undeployed")
                    .down()
                    .build();
        }
        try {
            catalog.touch();
            return response.withData("database", "answers").up().build();
        } catch (EJBException e) {
            return response.withData("database", "does not answer: " + DatabaseAnswer.reason(e))
                    .down()
                    .build();
        }
    }
}
