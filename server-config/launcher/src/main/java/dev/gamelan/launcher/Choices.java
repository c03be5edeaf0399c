package dev.gamelan.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Where each option comes from: the command line, else the environment, else what the last {@code up} used. */
final class Choices {

    private static final List<String> KEYS = List.of(
            ServerOptions.DATABASE,
            ServerOptions.BROKER,
            ServerOptions.LISTEN,
            ServerOptions.PORT,
            ServerOptions.ADMIN_PORT,
            ServerOptions.HEAP);

    private Choices() {}

    static Path file(Path home) {
        return home.resolve("gamelan.properties");
    }

    /** @param flags an empty value goes back to the default */
    static Map<String, String> merge(
            Map<String, String> flags, Map<String, String> environment, Map<String, String> remembered) {
        Map<String, String> merged = new TreeMap<>(remembered);
        for (String key : KEYS) {
            String value = environment.get(variable(key));
            if (value != null) {
                merged.put(key, value);
            }
        }
        merged.putAll(flags);
        merged.values().removeIf(String::isEmpty);
        return merged;
    }

    static void remember(ServerOptions options) {
        PropertiesFile.write(
                file(options.home()),
                "What ./gamelan up was last told; edit it, or give other options to ./gamelan up.",
                options.toEntries());
    }

    /** {@code gamelan.admin.port} is {@code GAMELAN_ADMIN_PORT}. */
    private static String variable(String key) {
        return key.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
