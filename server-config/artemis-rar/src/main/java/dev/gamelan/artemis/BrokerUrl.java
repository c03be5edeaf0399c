package dev.gamelan.artemis;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;

/**
 * Where the external broker is: {@code tcp://host:port?key=value&…}, several separated by commas. The keys are those of
 * an Artemis connector ({@code sslEnabled}, {@code trustStorePath}, …) and {@code ha}.
 */
record BrokerUrl(List<Map<String, String>> connectors, boolean highlyAvailable) {

    private static final int DEFAULT_PORT = 61616;

    BrokerUrl {
        connectors = List.copyOf(connectors);
    }

    static boolean isEmbedded(String url) {
        return url == null || url.isBlank() || url.strip().equals("embedded");
    }

    static BrokerUrl parse(String text) {
        List<Map<String, String>> connectors = new ArrayList<>();
        boolean ha = false;
        for (String one : text.split(",", -1)) {
            Map<String, String> connector = connector(one.strip());
            ha |= Boolean.parseBoolean(connector.remove("ha"));
            requireKnownKeys(connector, text);
            connectors.add(connector);
        }
        return new BrokerUrl(connectors, ha);
    }

    /** In the form of the adapter's property ConnectorClassName: one class for each connector. */
    String connectorClassNames(String className) {
        return connectors.stream().map(connector -> className).collect(Collectors.joining(","));
    }

    /** In the form of the adapter's property ConnectionParameters: {@code host=a;port=1,host=b;port=2}. */
    String connectionParameters() {
        return connectors.stream()
                .map(connector -> connector.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().replace(",", "\\,"))
                        .collect(Collectors.joining(";")))
                .collect(Collectors.joining(","));
    }

    private static Map<String, String> connector(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw refused(text, e.getReason());
        }
        if (!"tcp".equals(uri.getScheme()) || uri.getHost() == null) {
            throw refused(text, "expected tcp://host:port");
        }
        Map<String, String> connector = new LinkedHashMap<>();
        connector.put(TransportConstants.HOST_PROP_NAME, uri.getHost());
        connector.put(
                TransportConstants.PORT_PROP_NAME, Integer.toString(uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort()));
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                String[] keyValue = pair.split("=", 2);
                String value = keyValue.length < 2 ? "" : URLDecoder.decode(keyValue[1], StandardCharsets.UTF_8);
                if (value.isEmpty() || value.contains(";") || value.contains("=")) {
                    throw refused(text, "the value of " + keyValue[0] + " is empty or contains ; or =");
                }
                connector.put(keyValue[0], value);
            }
        }
        return connector;
    }

    /** A misspelt sslEnabled would otherwise mean a connection in clear text. */
    private static void requireKnownKeys(Map<String, String> connector, String text) {
        for (String key : connector.keySet()) {
            if (!TransportConstants.ALLOWABLE_CONNECTOR_KEYS.contains(key)) {
                throw refused(text, "Artemis connectors know no parameter " + key);
            }
        }
    }

    private static IllegalArgumentException refused(String text, String why) {
        return new IllegalArgumentException("BrokerUrl " + text + ": " + why);
    }
}
