package dev.gamelan.web.rest;

import dev.gamelan.catalog.Catalog;
import dev.gamelan.diagnostics.Broker;
import dev.gamelan.diagnostics.Causes;
import dev.gamelan.diagnostics.Databases;
import dev.gamelan.diagnostics.EffectiveSettings;
import dev.gamelan.diagnostics.ServerState;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.execution.LiveFigures;
import dev.gamelan.execution.Runs;
import dev.gamelan.metrics.Meters;
import dev.gamelan.retention.Storage;
import dev.gamelan.web.health.HealthReport;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One document for a report of a mistake: {@code /v1/diagnostics}. It has no payloads and no passwords, and comes also when something does not
 * work: what cannot be told says why.
 */
@Path("diagnostics")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class DiagnosticsResource {

    private static final String FORMAT = "gamelan-diagnostics";
    private static final int VERSION = 1;

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock = Clock.systemUTC();

    @Inject
    private VersionJson versions;

    @Inject
    private EffectiveSettings settings;

    @Inject
    private HealthReport health;

    @Inject
    private ServerState server;

    @Inject
    private Broker broker;

    @Inject
    private Meters meters;

    @EJB
    private Databases databases;

    @EJB
    private Catalog catalog;

    @EJB
    private Storage storage;

    @EJB
    private Runs runs;

    @GET
    public Response get() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        JsonObject document = Jsons.object()
                .add("format", FORMAT)
                .add("version", VERSION)
                .add("created_at", now.toString())
                .add("versions", section(versions::get))
                .add("settings", section(() -> ServerJson.settings(settings.all())))
                .add("health", section(health::toJson))
                .add("database", section(() -> ServerJson.database(databases.state())))
                .add("broker", section(() -> ServerJson.broker(broker.state())))
                .add("nodes", section(() -> ServerJson.nodes(catalog.nodes())))
                .add("node_events", section(() -> ServerJson.events(server.nodeEvents())))
                .add("storage", section(() -> StorageResource.toJson(storage.report())))
                .add("live_runs", section(() -> live(runs.live(Optional.empty()))))
                .add("metrics", section(this::metrics))
                .build();
        return Response.ok(document)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"gamelan-diagnostics-" + SECOND.format(now) + ".json\"")
                .build();
    }

    private static JsonValue section(Supplier<? extends JsonValue> content) {
        try {
            return content.get();
        } catch (RuntimeException e) {
            return Jsons.object().add("problem", Causes.reason(e)).build();
        }
    }

    private static JsonObject live(LiveFigures live) {
        JsonObjectBuilder json = Jsons.object();
        live.runs().forEach((status, count) -> json.add(StateNames.of(status), count));
        return json.add("backlog", live.backlog())
                .add("age_seconds", live.age().toSeconds())
                .build();
    }

    private JsonObject metrics() {
        JsonObjectBuilder json = Jsons.object();
        meters.latest().forEach((name, value) -> json.add(name, new BigDecimal(value.toString())));
        return json.build();
    }
}
