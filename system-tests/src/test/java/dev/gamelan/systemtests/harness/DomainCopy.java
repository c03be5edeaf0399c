package dev.gamelan.systemtests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A domain with what is deployed in it, for another node: to create one, set it up and deploy takes half a minute longer than to
 * start it. What belongs to a running process is left out; the settings of its own the launcher writes as it does whenever they
 * change.
 */
final class DomainCopy {

    private static final Path DOMAIN = Path.of("domains", "gamelan");
    private static final Set<Path> OF_THE_PROCESS = Set.of(
            DOMAIN.resolve("logs"),
            DOMAIN.resolve("osgi-cache"),
            DOMAIN.resolve("config/pid"),
            DOMAIN.resolve("config/lockfile"));

    private DomainCopy() {}

    static void make(Path home, Path other) {
        try (Stream<Path> tree = Files.walk(home.resolve(DOMAIN))) {
            for (Path path :
                    tree.filter(path -> belongsToDomain(home.relativize(path))).toList()) {
                Path copy = other.resolve(home.relativize(path));
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
            Files.copy(
                    home.resolve("admin.passwords"),
                    other.resolve("admin.passwords"),
                    StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean belongsToDomain(Path path) {
        return OF_THE_PROCESS.stream().noneMatch(path::startsWith);
    }
}
