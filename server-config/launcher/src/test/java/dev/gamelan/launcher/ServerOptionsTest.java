package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerOptionsTest {

    @Test
    void thereIsADefaultForEverything() {
        ServerOptions options = Options.of();
        assertThat(options.url()).isEqualTo("http://127.0.0.1:8288");
        assertThat(options.adminPort()).isEqualTo(4848);
        assertThat(options.database()).isInstanceOf(Database.H2.class);
        assertThat(options.broker()).isEqualTo(Broker.embedded());
        assertThat(options.settings()).isEmpty();
    }

    @Test
    void otherKeysAreSettingsOfTheApplication() {
        assertThat(Options.of("gamelan.port", "9000", "gamelan.retention.days", "7")
                        .settings())
                .isEqualTo(Map.of("gamelan.retention.days", "7"));
    }

    @Test
    void settingsOfOpenTelemetryAreSettingsToo() {
        assertThat(Options.of("otel.exporter.otlp.endpoint", "http://collector:4318")
                        .settings())
                .isEqualTo(Map.of("otel.exporter.otlp.endpoint", "http://collector:4318"));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        ServerOptions options = Options.of(
                "gamelan.port", "9000",
                "gamelan.database", "postgresql://me:p%40ss@db:5433/runs?sslmode=require",
                "gamelan.broker", "tcp://b:1?user=u&password=p",
                "gamelan.x", "y");
        assertThat(ServerOptions.of(options.home(), options.installation(), options.toEntries()))
                .isEqualTo(options);
    }

    @Test
    void aServerThatListensEverywhereIsReachedOnLoopback() {
        assertThat(Options.of("gamelan.listen", "0.0.0.0").url()).isEqualTo("http://127.0.0.1:8288");
    }

    @ParameterizedTest
    @CsvSource({
        "gamelan.port, 0, expected a port",
        "gamelan.port, 65536, expected a port",
        "gamelan.port, http, expected a port",
        "gamelan.port, 4848, have to differ",
        "gamelan.heap, much, expected a size",
        "gamelon.x, 1, names begin with gamelan.",
        "gamelan.data base, 1, names begin with gamelan."
    })
    void nonsenseIsRefused(String key, String value, String message) {
        assertThatThrownBy(() -> Options.of(key, value))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining(message);
    }
}
