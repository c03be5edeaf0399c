package dev.gamelan.web.dashboard.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where modules are found that are imported by a name.
 *
 * @param paths by name; a name that ends with a slash stands for everything below it
 */
record ImportMap(Map<String, String> paths) {

    private static final Pattern ENTRY = Pattern.compile("\"([^\"\\\\]+)\"\\s*:\\s*\"([^\"\\\\]+)\"");

    ImportMap {
        paths = new TreeMap<>(paths);
    }

    /**
     * Reads an object of texts.
     *
     * @param base what its paths are relative to
     */
    static ImportMap read(Path file, String base) throws IOException {
        Map<String, String> paths = new TreeMap<>();
        Matcher entries = ENTRY.matcher(Files.readString(file));
        while (entries.find()) {
            paths.put(entries.group(1), base + entries.group(2));
        }
        if (paths.isEmpty()) {
            throw new IOException(file + " names no module");
        }
        return new ImportMap(paths);
    }

    /** As browsers read it. */
    String json() {
        return paths.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
    }

    /** The path of a module that is imported by its name. */
    Optional<String> find(String name) {
        String exact = paths.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        return paths.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/") && name.startsWith(entry.getKey()))
                .map(entry -> entry.getValue() + name.substring(entry.getKey().length()))
                .findFirst();
    }
}
