package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the script {@code gamelan} chooses among the JDKs it finds. */
class JdkSearchTest {

    private static final Path SCRIPT = Path.of("../../gamelan").toAbsolutePath().normalize();

    @TempDir
    Path machine;

    private final List<Path> directories = new ArrayList<>();
    private Path javaHome;

    @BeforeEach
    void needsBash() {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")) && Files.exists(SCRIPT));
    }

    @Test
    void seventeenIsPreferredToTwentyOne() throws Exception {
        jdk("21.0.2");
        Path seventeen = jdk("17.0.15");
        jdk("11.0.1");
        assertThat(search()).isEqualTo(seventeen.toString());
    }

    @Test
    void javaHomeIsPreferredWhenItFits() throws Exception {
        jdk("17.0.15");
        javaHome = jdk("21.0.2");
        assertThat(search()).isEqualTo(javaHome.toString());
    }

    @Test
    void javaHomeIsPassedOverWhenItDoesNotFit() throws Exception {
        Path twentyOne = jdk("21");
        javaHome = jdk("25-ea");
        assertThat(search()).isEqualTo(twentyOne.toString());
    }

    @Test
    void nothingAtAll() throws Exception {
        assertThat(search()).contains("No JDK was found", "openjdk-17-jdk");
    }

    @Test
    void onlyToRunPrograms() throws Exception {
        Files.delete(jdk("17.0.15").resolve("bin/javac"));
        assertThat(search()).contains("not to compile", "17.0.15 (Java 17, without a compiler)");
    }

    @Test
    void onlyTooOldAndTooNew() throws Exception {
        jdk("1.8.0_402");
        jdk("25.0.1");
        assertThat(search()).contains("too old or too new", "(JDK 8)", "(JDK 25)", "JAVA_HOME");
    }

    private Path jdk(String version) throws IOException {
        Path jdk = machine.resolve("jdk-" + version);
        Files.createDirectories(jdk.resolve("bin"));
        for (String program : List.of("java", "javac")) {
            assertThat(Files.createFile(jdk.resolve("bin/" + program)).toFile().setExecutable(true))
                    .isTrue();
        }
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        directories.add(jdk);
        return jdk;
    }

    private String search() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "/bin/bash", "-c", "source \"$1\"; PATH=; find_jdk; echo \"$jdk\"", "test", SCRIPT.toString());
        builder.environment().remove("JAVA_HOME");
        if (javaHome != null) {
            builder.environment().put("JAVA_HOME", javaHome.toString());
        }
        builder.environment()
                .put(
                        "GAMELAN_JDK_DIRS",
                        String.join(
                                " ", directories.stream().map(Path::toString).toList()));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }
}
