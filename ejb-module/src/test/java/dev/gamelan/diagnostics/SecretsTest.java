package dev.gamelan.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No password leaves the server with what it tells of itself. */
class SecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gamelan.broker.password",
                "gamelan.database.passwd",
                "gamelan.mail.smtpPassword",
                "gamelan.api-key",
                "gamelan.apikey",
                "gamelan.signing-key",
                "gamelan.client.secret",
                "gamelan.access.token",
                "gamelan.CREDENTIALS",
                "gamelan.keystore.passphrase",
                "gamelan.inngest.signing_key",
                "gamelan.key"
            })
    void aSettingThatSoundsLikeASecretIsOne(String name) {
        assertThat(Secrets.masked(name, "hunter2")).isEqualTo("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db:5432/gamelan?user=me&password=hunter2&ssl=true",
                "jdbc:postgresql://db:5432/gamelan?password=hunter2",
                "postgresql://me:hunter2@db:5432/gamelan",
                "postgresql://me:hun/ter2hunter2@db:5432/gamelan",
                "postgresql://me:p@hunter2@db/gamelan",
                "tcp://one:61616?user=me&password=hunter2;keyStorePassword=hunter2",
                "tcp://one:61616?trustStorePassword=hunter2,tcp://two:61616?password=hunter2",
                "FATAL: connection to jdbc:h2:tcp://h/x;USER=sa;PASSWORD=hunter2 refused",
                "password: hunter2",
                "PWD='hunter2 hunter2'",
                "access_token=hunter2",
                "https://me:hunter2@proxy.example.org/"
            })
    void noPasswordIsLeftInAnAddress(String text) {
        assertThat(Secrets.masked(text)).doesNotContain("hunter2").contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:file:/srv/data/h2/gamelan;WRITE_DELAY=0",
                "jdbc:postgresql://db:5432/gamelan?ssl=true",
                "PT30S",
                "mail.example.org:25",
                "server@host/1f2e",
                "the database does not answer: Connection refused"
            })
    void whatIsNoSecretStays(String text) {
        assertThat(Secrets.masked("gamelan.node", text)).isEqualTo(text);
    }

    @Test
    void settingsAreShownWithoutSecrets() {
        Map<String, String> set = Map.of(
                "gamelan.lease", "PT10S",
                "gamelan.retention.function.audit", "forever",
                "gamelan.billing.token", "hunter2",
                "gamelan.upstream", "https://me:hunter2@example.org",
                "java.home", "/usr");

        List<Setting> settings = EffectiveSettings.all(set.keySet(), name -> Optional.ofNullable(set.get(name)));

        assertThat(settings.toString()).doesNotContain("hunter2").doesNotContain("java.home");
        assertThat(settings)
                .contains(new Setting("gamelan.retention.function.audit", "forever", true, ""))
                .contains(new Setting("gamelan.billing.token", "***", true, ""))
                .anyMatch(setting -> setting.name().equals("gamelan.lease")
                        && setting.value().equals("PT10S")
                        && setting.isSet())
                .anyMatch(setting -> setting.name().equals("gamelan.commit.writers")
                        && setting.value().equals("2")
                        && !setting.isSet());
    }
}
