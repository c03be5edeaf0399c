package dev.gamelan.launcher;

import java.nio.file.Path;
import java.util.LinkedHashMap;
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
        Map<String, String> parameters = new LinkedHashMap<>(Query.parse(text.substring(mark + 1)));
        String user = parameters.remove("user");
        String password = parameters.remove("password");
        String query = parameters.isEmpty() ? "" : "?" + Query.format(parameters);
        return new Broker(text.substring(0, mark) + query, user == null ? "" : user, password == null ? "" : password);
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
        return url + (url.contains("?") ? "&" : "?") + Query.format(credentials);
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
