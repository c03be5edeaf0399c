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

    /**
     * For keytool, which asadmin runs: how often the master password is hashed. The default of ten thousand times guards
     * weak passwords and costs time at each start of the server; the one here is random and long.
     */
    private static final String KEYTOOL_OPTIONS = "-Dkeystore.pkcs12.certPbeIterationCount=1000"
            + " -Dkeystore.pkcs12.keyPbeIterationCount=1000 -Dkeystore.pkcs12.macIterationCount=1000"
            + " -XX:TieredStopAtLevel=1";

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
        // The ports come later, with everything else that is set.
        Asadmin.Result result = asadmin.run(
                Duration.ofMinutes(5),
                Map.of("JAVA_TOOL_OPTIONS", KEYTOOL_OPTIONS),
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
