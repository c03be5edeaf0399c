package dev.gamelan.web.dashboard.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays the dashboard's files out as they are served: modules, style sheet and libraries under {@code ui/} and a digest of all of them, so that
 * browsers may keep them for ever; beside it the page that names them, and the content security policy with the hash of the page's only
 * inline script, the import map.
 */
public final class DashboardBuild {

    private static final int DIGEST_LENGTH = 12;
    private static final Set<String> NOT_SERVED = Set.of("index.html", "importmap.json");

    private final Path source;
    private final Path libraries;

    /** @param libraries a directory for each, with one for its version in it; the page knows them without their version */
    DashboardBuild(Path source, Path libraries) {
        this.source = source;
        this.libraries = libraries;
    }

    /** Arguments: where the sources are, where the libraries are, where to write. */
    public static void main(String[] arguments) throws IOException {
        new DashboardBuild(Path.of(arguments[0]), Path.of(arguments[1])).writeTo(Path.of(arguments[2]));
    }

    /** @param target emptied before */
    void writeTo(Path target) throws IOException {
        delete(target);
        String assets = "ui/" + digest();
        copy(source, target.resolve(assets));
        for (Path library : children(libraries)) {
            for (Path version : children(library)) {
                copy(version, target.resolve(assets).resolve("vendor").resolve(library.getFileName()));
            }
        }

        ImportMap map = ImportMap.read(source.resolve("importmap.json"), "/" + assets + "/");
        List<String> modules = new ModuleGraph(target, map).reachableFrom("/" + assets + "/main.js");
        String page = Files.readString(source.resolve("index.html"))
                .replace("@importmap@", "<script type=\"importmap\">" + map.json() + "</script>")
                .replace(
                        "@preload@",
                        modules.stream()
                                .map(module -> "<link rel=\"modulepreload\" href=\"" + module + "\">")
                                .collect(Collectors.joining("\n")))
                .replace("@assets@", "/" + assets);
        Path hidden = Files.createDirectories(target.resolve("WEB-INF/dashboard"));
        Files.writeString(hidden.resolve("index.html"), page);
        Files.writeString(hidden.resolve("content-security-policy.txt"), policy(map.json()));
    }

    /** Only what comes from here is loaded, and of inline scripts only this one runs. */
    static String policy(String inlineScript) {
        String hash =
                Base64.getEncoder().encodeToString(sha256().digest(inlineScript.getBytes(StandardCharsets.UTF_8)));
        return "default-src 'none'; script-src 'self' 'sha256-" + hash + "'; style-src 'self'; connect-src 'self'; "
                + "img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    }

    /** The same files have the same digest, on every machine. */
    private String digest() throws IOException {
        MessageDigest digest = sha256();
        for (Path root : List.of(source, libraries)) {
            for (Path file : files(root)) {
                digest.update(
                        root.relativize(file).toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(Files.readAllBytes(file));
                digest.update((byte) 0);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_LENGTH);
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            String name = from.relativize(file).toString();
            if (!NOT_SERVED.contains(name)) {
                Path target = to.resolve(name);
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
