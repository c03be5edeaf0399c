package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoicesTest {

    @Test
    void aFlagWinsOverTheEnvironmentAndThatOverWhatIsRemembered() {
        Map<String, String> flags = Map.of("gamelan.port", "1");
        Map<String, String> environment = Map.of("GAMELAN_PORT", "2", "GAMELAN_ADMIN_PORT", "2");
        Map<String, String> remembered = Map.of("gamelan.port", "3", "gamelan.admin.port", "3", "gamelan.heap", "3g");
        assertThat(Choices.merge(flags, environment, remembered))
                .isEqualTo(Map.of("gamelan.port", "1", "gamelan.admin.port", "2", "gamelan.heap", "3g"));
    }

    @Test
    void anEmptyValueForgetsASetting() {
        assertThat(Choices.merge(Map.of("gamelan.x", ""), Map.of(), Map.of("gamelan.x", "y")))
                .isEmpty();
    }

    @Test
    void otherVariablesOfTheEnvironmentAreTheApplicationsOwnBusiness() {
        assertThat(Choices.merge(Map.of(), Map.of("GAMELAN_HOME", "/x", "GAMELAN_X", "y"), Map.of()))
                .isEmpty();
    }

    @Test
    void nobodyElseCanReadWhatIsRemembered(@TempDir Path home) throws Exception {
        ServerOptions options = Options.of("gamelan.database", "postgresql://u:p%3D%23%21%C3%BC@h/d");
        PropertiesFile.write(Choices.file(home), "test", options.toEntries());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Choices.file(home))))
                .isEqualTo("rw-------");
        assertThat(PropertiesFile.read(Choices.file(home))).isEqualTo(options.toEntries());
    }
}
