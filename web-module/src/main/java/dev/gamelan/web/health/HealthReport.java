package dev.gamelan.web.health;

import dev.gamelan.engine.json.Jsons;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** What monitoring would be told now, in one answer. */
@ApplicationScoped
public class HealthReport {

    @Inject
    @org.eclipse.microprofile.health.Startup
    private Startup startup;

    @Inject
    @org.eclipse.microprofile.health.Readiness
    private Readiness readiness;

    @Inject
    @org.eclipse.microprofile.health.Liveness
    private Liveness liveness;

    public JsonObject toJson() {
        return Jsons.object()
                .add("started", toJson(startup.call()))
                .add("ready", toJson(readiness.call()))
                .add("live", toJson(liveness.call()))
                .build();
    }

    private static JsonObject toJson(HealthCheckResponse response) {
        JsonObjectBuilder json =
                Jsons.object().add("status", response.getStatus().name());
        response.getData().ifPresent(data -> data.forEach((name, value) -> json.add(name, String.valueOf(value))));
        return json.build();
    }
}
