package dev.gamelan.web.rest;

import dev.gamelan.diagnostics.ServerProduct;
import dev.gamelan.diagnostics.ServerState;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.platform.Node;
import dev.gamelan.web.openapi.GamelanVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.ServletContext;
import java.time.ZoneId;

/** What this server is made of. */
@ApplicationScoped
class VersionJson {

    private static final long MEBI = 1L << 20;

    @Inject
    private ServletContext servlets;

    @Inject
    private Node node;

    @Inject
    private ServerState server;

    JsonObject get() {
        Runtime runtime = Runtime.getRuntime();
        return Jsons.object()
                .add("gamelan", GamelanVersion.TEXT)
                .add("node", node.name())
                .add("started_at", server.startedAt().toString())
                .add("server", ServerProduct.name().orElseGet(servlets::getServerInfo))
                .add("java", Runtime.version() + ", " + System.getProperty("java.vendor"))
                .add(
                        "system",
                        System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                                + System.getProperty("os.arch"))
                .add("time_zone", ZoneId.systemDefault().getId())
                .add("processors", runtime.availableProcessors())
                .add("heap_mib", runtime.maxMemory() / MEBI)
                .add("heap_used_mib", (runtime.totalMemory() - runtime.freeMemory()) / MEBI)
                .build();
    }
}
