package dev.gamelan.platform;

import dev.gamelan.engine.wire.EventIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Who this server is. The name is the same after a restart, so that a node takes its own work back at once; the
 * incarnation is new each time, so that its earlier self is told apart.
 */
@ApplicationScoped
public class Node {

    private final String name;
    private final String incarnation;

    public Node() {
        this.name = ConfigProvider.getConfig()
                .getOptionalValue("gamelan.node", String.class)
                .orElseGet(Node::defaultName);
        this.incarnation = EventIds.next();
    }

    public String name() {
        return name;
    }

    public String incarnation() {
        return incarnation;
    }

    private static String defaultName() {
        String instance = System.getProperty("com.sun.aas.instanceName", "server");
        return instance + "@" + host() + System.getProperty("com.sun.aas.instanceRoot", "");
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
