package dev.gamelan.systemtests.harness;

import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.event.EventPattern;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * An EJB module with a function, compiled by plain javac with our API on its class path, as in a project that has nothing
 * else of ours.
 *
 * @param jar the module
 * @param subscription the name of the function's durable subscription
 */
public record FunctionModule(Path jar, String subscription) {

    public static FunctionModule listeningFor(String functionId, String eventName) {
        Path jar = compile("Changing.java", """
                package changing;

                @jakarta.enterprise.context.ApplicationScoped
                public class Changing {
                    @dev.gamelan.function.DurableFunction(id = "%s")
                    @dev.gamelan.function.OnEvent(name = "%s")
                    void run() {}
                }
                """.formatted(functionId, eventName));
        FunctionDefinition definition = new FunctionDefinition(functionId, "", 0, List.of(new EventPattern(eventName)));
        return new FunctionModule(jar, definition.subscription());
    }

    /**
     * A module of one source file.
     *
     * @param resource where it is on the class path of the tests
     * @return the module's jar
     */
    public static Path compile(String resource) {
        try (InputStream in = FunctionModule.class.getClassLoader().getResourceAsStream(resource)) {
            return compile(
                    Path.of(resource).getFileName().toString(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path compile(String fileName, String text) {
        try {
            Path directory =
                    Files.createTempDirectory(Path.of(System.getProperty("gamelan.test.directory")), "module-");
            Path source = Files.writeString(directory.resolve(fileName), text);
            Path classes = Files.createDirectory(directory.resolve("classes"));
            int result = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            "--release",
                            "17",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-d",
                            classes.toString(),
                            source.toString());
            if (result != 0) {
                throw new IllegalStateException("javac failed");
            }
            return pack(classes, directory.resolve("changing.jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                archive.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, archive);
                archive.closeEntry();
            }
        }
        return jar;
    }
}
