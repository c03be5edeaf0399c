package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {

    private final StringWriter errors = new StringWriter();
    private final CommandLine commandLine = Main.commandLine().setErr(new PrintWriter(errors));

    @Test
    void statusOfAServerThatNeverWasIsThree(@TempDir Path home) {
        assertThat(commandLine.execute("status", "--home", home.toString())).isEqualTo(3);
    }

    @Test
    void downWithoutAServerSucceeds(@TempDir Path home) {
        assertThat(commandLine.execute("down", "--home", home.resolve("none").toString()))
                .isZero();
    }

    @Test
    void aMistakeIsOneLineWithoutAStackTrace(@TempDir Path home) {
        int exitCode =
                commandLine.execute("up", "--home", home.toString(), "--port", "99999", "--ear", home.toString());
        assertThat(exitCode).isEqualTo(1);
        assertThat(errors.toString())
                .startsWith("error: There is no application")
                .doesNotContain("\tat ");
    }

    @Test
    void anUnknownOptionIsAnError() {
        assertThat(commandLine.execute("up", "--prot", "1")).isEqualTo(CommandLine.ExitCode.USAGE);
    }
}
