package dev.gamelan.diagnostics;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which application server this is, as its installation says. What it calls itself towards its users can be any other name
 * ({@code product.name}), so that error pages tell nobody what there is to be attacked.
 */
public final class ServerProduct {

    private ServerProduct() {}

    /** Name and version, such as {@code Payara Server 6.2025.10}; empty when the installation does not say. */
    public static Optional<String> name() {
        return Optional.ofNullable(System.getProperty("com.sun.aas.installRoot"))
                .flatMap(root -> read(Path.of(root)));
    }

    static Optional<String> read(Path installation) {
        Properties branding = new Properties();
        try (Reader file =
                Files.newBufferedReader(installation.resolve("config/branding/glassfish-version.properties"))) {
            branding.load(file);
        } catch (IOException e) {
            return Optional.empty();
        }
        String version = Stream.of("major_version", "minor_version", "update_version")
                .map(part -> branding.getProperty(part, ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("."));
        return Optional.ofNullable(branding.getProperty("product_name")).map(name -> (name + " " + version).strip());
    }
}
