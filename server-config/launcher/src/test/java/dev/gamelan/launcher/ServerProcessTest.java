package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

    @TempDir
    Path domain;

    @Test
    void noFileNoProcess() {
        assertThat(ServerProcess.find(domain)).isEmpty();
    }

    /** After a kill the number in the file may by now belong to any other program. */
    @Test
    void aProcessThatIsNotTheServerOfThisDomainDoesNotCount() throws Exception {
        write(Long.toString(ProcessHandle.current().pid()));
        assertThat(ServerProcess.find(domain)).isEmpty();
    }

    @Test
    void aHalfWrittenFileIsNoProcess() throws Exception {
        write("");
        assertThat(ServerProcess.find(domain)).isEmpty();
    }

    /** One that was stopped has taken its number along. */
    @Test
    void aNumberThatIsLeftIsOfAServerThatWasKilled() throws Exception {
        assertThat(ServerProcess.wasKilled(domain)).isFalse();

        write(Long.toString(ProcessHandle.current().pid()));

        assertThat(ServerProcess.wasKilled(domain)).isTrue();
    }

    private void write(String pid) throws Exception {
        Files.createDirectories(domain.resolve("config"));
        Files.writeString(domain.resolve("config/pid"), pid);
    }
}
