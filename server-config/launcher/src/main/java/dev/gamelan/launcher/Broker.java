package dev.gamelan.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which Artemis, as written after {@code --broker}.
 *
 * @param url what the resource adapter reads as BrokerUrl
 */
public record Broker(String url, String user, String password) {

    private static final String EMBEDDED = "embedded";

    public static Broker embedded() {
        return new Broker(EMBEDDED, "", "");
    }

    /** {@code embedded}, or {@code tcp://host:port?user=…&password=…} with any parameter of an Artemis connector. */
    public static Broker parse(String text) {
        if (text.equals(EMBEDDED)) {
            return embedded();
        }
        if (!text.startsWith("tcp://")) {
            throw new LauncherException("Unknown broker \"" + text
                    + "\". Use embedded, or tcp://HOST:PORT?user=USER&password=PASSWORD (quoted, because of the &)");
        }
        int mark = text.indexOf('?');
        if (mark < 0) {
            return new Broker(text, "", "");
        }
        Map<String, String> credentials = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (String pair : text.substring(mark + 1).split("&", -1)) {
            if (pair.startsWith("user=") || pair.startsWith("password=")) {
                credentials.putAll(Query.parse(pair));
            } else {
                // As it is: a comma in it begins the next broker.
                others.add(pair);
            }
        }
        String query = others.isEmpty() ? "" : "?" + String.join("&", others);
        return new Broker(
                text.substring(0, mark) + query,
                credentials.getOrDefault("user", ""),
                credentials.getOrDefault("password", ""));
    }

    boolean isEmbedded() {
        return url.equals(EMBEDDED);
    }

    /** The form {@link #parse} reads, with the password. */
    String toText() {
        if (isEmbedded() || user.isEmpty()) {
            return url;
        }
        Map<String, String> credentials = new LinkedHashMap<>();
        credentials.put("user", user);
        credentials.put("password", password);
        int mark = url.indexOf('?');
        String query = mark < 0 ? "" : "&" + url.substring(mark + 1);
        return url.substring(0, mark < 0 ? url.length() : mark) + "?" + Query.format(credentials) + query;
    }

    String describe() {
        return isEmbedded() ? "embedded Artemis" : "Artemis at " + url;
    }

    Map<String, String> placeholders(Path home) {
        return Map.of(
                "gamelan.broker.url",
                url,
                "gamelan.broker.user",
                user,
                "gamelan.broker.password",
                user.isEmpty() ? "" : "${ALIAS=gamelan-broker}",
                "gamelan.broker.directory",
                home.resolve("data/artemis").toString());
    }

    @Override
    public String toString() {
        return describe();
    }
}
