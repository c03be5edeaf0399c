package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The script {@code gamelan} knows every command of the launcher, and tells of it. */
class ScriptCommandsTest {

    private static final Path SCRIPT = Path.of("../../gamelan").toAbsolutePath().normalize();

    /** Nothing is built, fetched or started. */
    private static final String STUBS = """
            source "$1"
            launcher=$1
            find_jdk() { :; }
            build() { :; }
            fetch() { :; }
            launch() { echo "launched $*"; exit 0; }
            main "$2"
            """;

    @BeforeEach
    void needsBash() {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")) && Files.exists(SCRIPT));
    }

    @Test
    void handsEachCommandOver() throws Exception {
        for (String command : commands()) {
            assertThat(run(command)).as(command).isEqualTo("launched " + command);
        }
    }

    @Test
    void tellsOfEachCommand() throws Exception {
        String usage = run("help");

        assertThat(commands())
                .contains("up", "replay", "bulk")
                .allSatisfy(command -> assertThat(usage).contains("\n  " + command + " "));
    }

    @Test
    void saysThatThereIsNoSuchCommand() throws Exception {
        assertThat(run("rewind")).endsWith("error: unknown command rewind");
    }

    private static Set<String> commands() {
        Set<String> commands = new TreeSet<>(Main.commandLine().getSubcommands().keySet());
        commands.remove("help"); // the script's own
        return commands;
    }

    private static String run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/bin/bash", "-c", STUBS, "test", SCRIPT.toString(), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }
}
