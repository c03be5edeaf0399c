package dev.gamelan.bench.gamelan;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** The EAR that ships, and the bench functions as one more web module. */
final class ExtendedEar {

    private static final String MODULE = "<module><web><web-uri>bench-functions.war</web-uri>"
            + "<context-root>/bench</context-root></web></module>";

    private ExtendedEar() {}

    static Path make(Path ear, Path functions, Path result) throws IOException {
        Files.createDirectories(result.getParent());
        Files.copy(ear, result, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem archive = FileSystems.newFileSystem(URI.create("jar:" + result.toUri()), Map.of())) {
            Files.copy(functions, archive.getPath("bench-functions.war"), StandardCopyOption.REPLACE_EXISTING);
            Path descriptor = archive.getPath("META-INF/application.xml");
            Files.writeString(
                    descriptor,
                    Files.readString(descriptor).replace("<library-directory>", MODULE + "<library-directory>"));
        }
        return result;
    }
}
