package dev.gamelan.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Payara's domain: its directory, its creation, and a note of what has been done to it. */
final class Domain {

    static final String NAME = "gamelan";

    private final Path home;

    Domain(Path home) {
        this.home = home;
    }

    Path directory() {
        return parent().resolve(NAME);
    }

    Path parent() {
        return home.resolve("domains");
    }

    Path accountFile() {
        return home.resolve("admin.passwords");
    }

    ServerLog log() {
        return new ServerLog(directory().resolve("logs/server.log"));
    }

    boolean exists() {
        return Files.exists(directory().resolve("config/domain.xml"));
    }

    /** Takes its place only when it is whole, so that an interrupted creation is begun again. */
    void create(Asadmin asadmin) {
        Path draft = home.resolve("domains.new");
        deleteTree(draft);
        deleteTree(directory());
        AdminAccount.create(accountFile());
        // The ports are set with everything else that listens; these are only not the ones other domains begin with.
        Asadmin.Result result = asadmin.run(
                Duration.ofMinutes(5),
                List.of(
                        "--user",
                        AdminAccount.USER,
                        "--passwordfile",
                        accountFile().toString(),
                        "create-domain",
                        "--domaindir",
                        draft.toString(),
                        "--savemasterpassword=true",
                        "--checkports=false",
                        NAME));
        if (result.exitCode() != 0) {
            throw new LauncherException("The domain could not be created:\n" + result.output());
        }
        try {
            PrivateFile.createDirectory(parent());
            Files.move(draft.resolve(NAME), directory(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LauncherException("Cannot move the new domain to " + directory() + ": " + e, e);
        }
        deleteTree(draft);
    }

    Map<String, String> state() {
        return PropertiesFile.read(stateFile());
    }

    void remember(Map<String, String> state) {
        PropertiesFile.write(stateFile(), "What ./gamelan has done to this domain", state);
    }

    private Path stateFile() {
        return directory().resolve("gamelan.state");
    }

    private static void deleteTree(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new LauncherException("Cannot delete " + directory + ": " + e, e);
        }
    }
}
