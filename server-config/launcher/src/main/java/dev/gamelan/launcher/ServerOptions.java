package dev.gamelan.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server is to be like.
 *
 * @param home directory of everything that belongs to this server: domain, data, passwords
 * @param listen address of the API and the dashboard; the administration is always on loopback
 * @param heap as after {@code -Xmx}
 * @param settings of the application, by their MicroProfile Config names, which begin with {@code gamelan.} or {@code otel.}
 */
public record ServerOptions(
        Path home,
        Installation installation,
        String listen,
        int port,
        int adminPort,
        String heap,
        Database database,
        Broker broker,
        Map<String, String> settings) {

    /** What the names of settings begin with: the application's own, and those of OpenTelemetry. */
    static final List<String> SETTINGS = List.of("gamelan.", "otel.");

    static final String DATABASE = "gamelan.database";
    static final String BROKER = "gamelan.broker";
    static final String LISTEN = "gamelan.listen";
    static final String PORT = "gamelan.port";
    static final String ADMIN_PORT = "gamelan.admin.port";
    static final String HEAP = "gamelan.heap";

    public ServerOptions {
        home = home.toAbsolutePath().normalize();
        settings = Map.copyOf(settings);
    }

    /** The defaults: H2, embedded broker, ports 8288 and 4848, what is built in the checkout. */
    public static ServerOptions in(Path home) {
        return of(home, Installation.ofCheckout(), Map.of());
    }

    /** From the keys of the file gamelan.properties. */
    static ServerOptions of(Path home, Installation installation, Map<String, String> entries) {
        Map<String, String> rest = new TreeMap<>(entries);
        ServerOptions options = new ServerOptions(
                home,
                installation,
                take(rest, LISTEN, "127.0.0.1"),
                port(PORT, take(rest, PORT, "8288")),
                port(ADMIN_PORT, take(rest, ADMIN_PORT, "4848")),
                take(rest, HEAP, "1g"),
                Database.parse(take(rest, DATABASE, "h2")),
                Broker.parse(take(rest, BROKER, "embedded")),
                rest);
        options.requireSane();
        return options;
    }

    Map<String, String> toEntries() {
        Map<String, String> entries = new TreeMap<>(settings);
        entries.put(LISTEN, listen);
        entries.put(PORT, Integer.toString(port));
        entries.put(ADMIN_PORT, Integer.toString(adminPort));
        entries.put(HEAP, heap);
        entries.put(DATABASE, database.toText());
        entries.put(BROKER, broker.toText());
        return entries;
    }

    public ServerOptions withPorts(int httpPort, int admin) {
        return new ServerOptions(home, installation, listen, httpPort, admin, heap, database, broker, settings);
    }

    public ServerOptions withDatabase(Database other) {
        return new ServerOptions(home, installation, listen, port, adminPort, heap, other, broker, settings);
    }

    public ServerOptions withBroker(Broker other) {
        return new ServerOptions(home, installation, listen, port, adminPort, heap, database, other, settings);
    }

    public ServerOptions withApplication(Path ear) {
        Installation other = installation.withApplication(ear);
        return new ServerOptions(home, other, listen, port, adminPort, heap, database, broker, settings);
    }

    public ServerOptions withPayara(Path directory) {
        Installation other = installation.withPayara(directory);
        return new ServerOptions(home, other, listen, port, adminPort, heap, database, broker, settings);
    }

    public ServerOptions withSetting(String key, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(key, value);
        return new ServerOptions(home, installation, listen, port, adminPort, heap, database, broker, more);
    }

    /** Where to reach it from this machine. */
    public String url() {
        boolean everywhere = listen.equals("0.0.0.0") || listen.equals("::");
        return "http://" + (everywhere ? "127.0.0.1" : listen) + ":" + port;
    }

    boolean isLoopback() {
        return listen.startsWith("127.") || listen.equals("localhost") || listen.equals("::1");
    }

    Map<String, String> placeholders() {
        Map<String, String> placeholders = new TreeMap<>();
        placeholders.put("gamelan.listen", listen);
        placeholders.put("gamelan.port", Integer.toString(port));
        placeholders.put("gamelan.admin.port", Integer.toString(adminPort));
        placeholders.put("gamelan.heap", heap);
        placeholders.put("gamelan.adapter", installation.adapter().toString());
        placeholders.put("gamelan.postgresql.driver", installation.driver().toString());
        placeholders.putAll(database.placeholders(home));
        placeholders.putAll(broker.placeholders(home));
        return placeholders;
    }

    private void requireSane() {
        if (port == adminPort) {
            throw new LauncherException("--port and --admin-port are both " + port + "; they have to differ");
        }
        if (!heap.matches("[1-9][0-9]*[kKmMgG]?")) {
            throw new LauncherException("--heap " + heap + ": expected a size such as 512m or 2g");
        }
        for (String key : settings.keySet()) {
            if (!key.matches("[a-z]+(\\.[A-Za-z0-9_-]+)+") || SETTINGS.stream().noneMatch(key::startsWith)) {
                throw new LauncherException("Unknown setting \"" + key + "\": names begin with gamelan. or otel.");
            }
        }
    }

    private static String take(Map<String, String> entries, String key, String otherwise) {
        String value = entries.remove(key);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    private static int port(String key, String text) {
        if (text.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        }
        throw new LauncherException(key + " is \"" + text + "\": expected a port between 1 and 65535");
    }
}
