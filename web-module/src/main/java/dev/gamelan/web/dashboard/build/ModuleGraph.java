package dev.gamelan.web.dashboard.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which modules a module needs, so that the page can name them all and the browser fetches them at once, instead of one after the other as it
 * finds them. An import that leads nowhere fails the build.
 *
 * @param root what paths are below of
 */
record ModuleGraph(Path root, ImportMap map) {

    /** {@code import … from "x"}, {@code export … from "x"}, {@code import "x"}; within a comment it does no harm but to fail the build. */
    private static final Pattern IMPORT =
            Pattern.compile("(?:^|[;\\s}])(?:import|export)\\s*(?:[\\w$*{}\\s,]*?from\\s*)?([\"'])([^\"'\\n]+)\\1");

    /** @return paths from the root, the module itself first */
    List<String> reachableFrom(String module) throws IOException {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(module));
        while (!open.isEmpty()) {
            String next = open.remove();
            if (reached.add(next)) {
                open.addAll(imports(next));
            }
        }
        return List.copyOf(reached);
    }

    private List<String> imports(String module) throws IOException {
        Path file = root.resolve(module.substring(1));
        List<String> found = new ArrayList<>();
        Matcher imports = IMPORT.matcher(Files.readString(file));
        while (imports.find()) {
            String name = imports.group(2);
            String path = name.startsWith(".")
                    ? Path.of(module).resolveSibling(name).normalize().toString()
                    : map.find(name).orElse(name);
            if (!Files.isRegularFile(root.resolve(path.replaceFirst("^/", "")))) {
                throw new IOException(module + " imports '" + name + "', which is not there");
            }
            found.add(path);
        }
        return found;
    }
}
