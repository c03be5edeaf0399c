package dev.gamelan.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The archives a server is made of.
 *
 * @param payara directory of the unpacked Payara Server, the one with {@code bin/asadmin}
 * @param adapter the resource adapter {@code artemis.rar}
 * @param driver the JDBC driver of PostgreSQL
 * @param application the EAR to deploy, or null to deploy none
 */
public record Installation(Path payara, Path adapter, Path driver, Path application) {

    /** What the build has put beside this launcher, in a checkout or wherever the system properties say. */
    public static Installation ofCheckout() {
        Path target = codeLocation().getParent();
        Path checkout = checkout(target);
        return new Installation(
                path("gamelan.payara.dir", checkout.resolve(".gamelan/payara6")),
                path("gamelan.adapter", target.resolve("artemis.rar")),
                path("gamelan.driver", driver(target.resolve("lib"))),
                path("gamelan.ear", checkout.resolve("ear/target/gamelan.ear")));
    }

    public Installation withApplication(Path ear) {
        return new Installation(payara, adapter, driver, ear);
    }

    public Installation withPayara(Path directory) {
        return new Installation(directory, adapter, driver, application);
    }

    Path asadmin() {
        return payara.resolve("bin/asadmin");
    }

    void requireComplete() {
        if (!Files.isExecutable(asadmin())) {
            throw new LauncherException("There is no Payara Server in " + payara + ". Fetch it with: ./gamelan fetch");
        }
        requireFile(adapter);
        requireFile(driver);
    }

    private static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new LauncherException(file + " is missing. Build it with: ./mvnw package -f server-config/pom.xml");
        }
    }

    private static Path codeLocation() {
        try {
            return Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path checkout(Path target) {
        for (Path directory = target; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("mvnw")) && Files.isDirectory(directory.resolve("server-config"))) {
                return directory;
            }
        }
        return target;
    }

    private static Path driver(Path libraries) {
        if (Files.isDirectory(libraries)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(libraries, "postgresql-*.jar")) {
                for (Path jar : jars) {
                    return jar;
                }
            } catch (IOException e) {
                throw new LauncherException("Cannot read " + libraries, e);
            }
        }
        return libraries.resolve("postgresql.jar");
    }

    private static Path path(String property, Path otherwise) {
        String value = System.getProperty(property);
        return value == null ? otherwise : Path.of(value).toAbsolutePath();
    }
}
