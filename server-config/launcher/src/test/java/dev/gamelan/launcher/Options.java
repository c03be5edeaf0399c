package dev.gamelan.launcher;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Options for tests that start no server. */
final class Options {

    private Options() {}

    static ServerOptions of(String... keysAndValues) {
        Map<String, String> entries = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        Path nowhere = Path.of("/nowhere");
        return ServerOptions.of(nowhere, new Installation(nowhere, nowhere, nowhere, null), entries);
    }
}
