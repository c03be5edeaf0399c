package dev.gamelan.platform;

import dev.gamelan.engine.wire.EventIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Who this server is. The name is the same after a restart, so that a node takes its own work back at once; the
 * incarnation is new each time, so that its earlier self is told apart.
 */
@ApplicationScoped
public class Node {

    private static final int MAX_LENGTH = 128;

    private final String name;
    private final String incarnation;

    public Node() {
        this.name = ConfigProvider.getConfig()
                .getOptionalValue("gamelan.node", String.class)
                .orElseGet(Node::defaultName);
        if (name.isBlank() || name.length() > MAX_LENGTH) {
            throw new IllegalStateException(
                    "gamelan.node has " + name.length() + " characters; it needs 1 to " + MAX_LENGTH);
        }
        this.incarnation = EventIds.next();
    }

    public String name() {
        return name;
    }

    public String incarnation() {
        return incarnation;
    }

    /** Of bounded length, however deep the directory is. */
    private static String defaultName() {
        String instance = System.getProperty("com.sun.aas.instanceName", "server");
        String root = System.getProperty("com.sun.aas.instanceRoot", "");
        String readable = instance + "@" + host();
        UUID directory = UUID.nameUUIDFromBytes(root.getBytes(StandardCharsets.UTF_8));
        return readable.substring(0, Math.min(readable.length(), MAX_LENGTH / 2)) + "/" + directory;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
