package dev.gamelan.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProductTest {

    @TempDir
    private Path installation;

    @Test
    void isWhatTheInstallationSays() throws IOException {
        Path branding = Files.createDirectories(installation.resolve("config/branding"));
        Files.writeString(
                branding.resolve("glassfish-version.properties"),
                "product_name=Payara Server\nmajor_version=6\nminor_version=2025\nupdate_version=10\nbuild_id=42\n");

        assertThat(ServerProduct.read(installation)).contains("Payara Server 6.2025.10");
    }

    @Test
    void isUnknownWhereTheInstallationDoesNotSay() {
        assertThat(ServerProduct.read(installation)).isEmpty();
    }
}
