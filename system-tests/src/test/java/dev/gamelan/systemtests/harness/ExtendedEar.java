package dev.gamelan.systemtests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Adds an EJB module to an EAR, as somebody does who puts functions of their own beside ours. */
final class ExtendedEar {

    private static final String MODULE = "<module><ejb>test-functions.jar</ejb></module>";

    private ExtendedEar() {}

    static Path make(Path ear, Path ejbModule, Path result) {
        try {
            Files.createDirectories(result.getParent());
            Files.copy(ear, result, StandardCopyOption.REPLACE_EXISTING);
            try (FileSystem archive = FileSystems.newFileSystem(URI.create("jar:" + result.toUri()), Map.of())) {
                Files.copy(ejbModule, archive.getPath("test-functions.jar"), StandardCopyOption.REPLACE_EXISTING);
                Path descriptor = archive.getPath("META-INF/application.xml");
                Files.writeString(
                        descriptor,
                        Files.readString(descriptor).replace("<library-directory>", MODULE + "<library-directory>"));
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
