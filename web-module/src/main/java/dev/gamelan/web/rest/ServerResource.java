package dev.gamelan.web.rest;

import dev.gamelan.catalog.Catalog;
import dev.gamelan.diagnostics.Broker;
import dev.gamelan.diagnostics.Databases;
import dev.gamelan.diagnostics.EffectiveSettings;
import dev.gamelan.engine.json.Jsons;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** How this server is set up, without secrets, and what it works with: {@code /v1/server}. */
@Path("server")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ServerResource {

    @Inject
    private VersionJson versions;

    @Inject
    private EffectiveSettings settings;

    @Inject
    private Broker broker;

    @EJB
    private Databases databases;

    @EJB
    private Catalog catalog;

    @GET
    public JsonObject get() {
        return Envelope.of(Jsons.object()
                .add("versions", versions.get())
                .add("database", ServerJson.database(databases.state()))
                .add("broker", ServerJson.broker(broker.state()))
                .add("nodes", ServerJson.nodes(catalog.nodes()))
                .add("settings", ServerJson.settings(settings.all()))
                .build());
    }
}
