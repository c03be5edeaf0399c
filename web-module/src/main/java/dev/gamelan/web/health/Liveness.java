package dev.gamelan.web.health;

import dev.gamelan.commit.WriterThreads;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Whether a restart would help: {@code /health/live}. It would when a writer has had something to write for long and brings
 * nothing to an end, although the database answers. It would not when the database is away: what runs goes on when it is back,
 * and a restart would throw away what is kept until then. As long as no writer is stuck the database is not asked.
 */
@org.eclipse.microprofile.health.Liveness
@ApplicationScoped
public class Liveness implements HealthCheck {

    @EJB
    private WriterThreads writers;

    @Inject
    private DatabaseAnswer databaseAnswer;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("gamelan");
        if (!writers.isStuck()) {
            return response.withData("writers", "get on").up().build();
        }
        long seconds = writers.stuckFor().toSeconds();
        response.withData("writers", "one has had something to write for " + seconds + " s and has ended no attempt");
        if (!databaseAnswer.comes()) {
            return response.withData("database", "does not answer; a restart would not help")
                    .up()
                    .build();
        }
        return response.withData("database", "answers; restart this server, nothing that was accepted is lost")
                .down()
                .build();
    }
}
