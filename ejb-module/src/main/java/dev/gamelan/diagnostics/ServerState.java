package dev.gamelan.diagnostics;

import dev.gamelan.platform.Node;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** This server, since it was started. */
@ApplicationScoped
public class ServerState {

    private final Instant startedAt = Clock.systemUTC().instant();
    private final NodeLog log;

    /** For the proxy. */
    protected ServerState() {
        this.log = new NodeLog("");
    }

    @Inject
    ServerState(Node node) {
        this.log = new NodeLog(node.name());
    }

    /** When the application was started. */
    public Instant startedAt() {
        return startedAt;
    }

    /** What became of servers, the oldest first. */
    public List<NodeEvent> nodeEvents() {
        return log.events();
    }

    NodeLog log() {
        return log;
    }
}
