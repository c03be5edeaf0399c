package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    private static final String DOMAIN = """
            <domain>
              <resources><jdbc-connection-pool name="other"/></resources>
              <applications><application name="gamelan"/></applications>
              <servers><server name="server"><application-ref ref="gamelan" enabled="false"/></server></servers>
              <configs>
                <config name="server-config">
                  <java-config><jvm-options>-Xmx512m</jvm-options><jvm-options>-Da=1</jvm-options></java-config>
                  <iiop-service><iiop-listener id="SSL"/><iiop-listener id="orb" port="1"/></iiop-service>
                  <transaction-service/>
                  <network-config><network-listeners>
                    <network-listener name="admin-listener" port="4711"/>
                  </network-listeners></network-config>
                </config>
                <config name="default-config"><jms-service type="EMBEDDED"><jms-host/></jms-service></config>
              </configs>
            </domain>
            """;

    @TempDir
    Path domain;

    @BeforeEach
    void writeDomain() throws IOException {
        Files.createDirectories(domain.resolve("config"));
        Files.writeString(domain.resolve("config/domain.xml"), DOMAIN);
        Files.writeString(domain.resolve("config/logging.properties"), "a.limit=1\nb.limit=2\n");
    }

    @Test
    void setsAnAttributeOfTheNamedElement() throws IOException {
        assertThat(after("set configs.config.server-config.iiop-service.iiop-listener.orb.port=2"))
                .contains("id=\"orb\" port=\"2\"", "id=\"SSL\"/>");
    }

    @Test
    void whatIsDeployedIsLoadedOrNot() throws IOException {
        Configuration configuration = new Configuration(domain);
        configuration.enableApplication("gamelan", true);
        configuration.enableApplication("another", false);
        configuration.write();

        assertThat(Files.readString(domain.resolve("config/domain.xml")))
                .contains("<application-ref enabled=\"true\" ref=\"gamelan\"/>")
                .doesNotContain("another");
    }

    @Test
    void knowsWhereTheServerIsAdministered() throws IOException {
        assertThat(new Configuration(domain).adminPort()).isEqualTo("4711");
    }

    @Test
    void setsReplacesAndRemovesAProperty() throws IOException {
        String property = "set configs.config.server-config.transaction-service.property.p=";
        assertThat(after(property + "1")).contains("<property name=\"p\" value=\"1\"/>");
        assertThat(after(property + "2")).contains("value=\"2\"").doesNotContain("value=\"1\"");
        assertThat(after(property)).doesNotContain("<property");
    }

    @Test
    void aJvmOptionReplacesOneOfTheSameName() throws IOException {
        assertThat(after("create-jvm-options -Xmx2g\ncreate-jvm-options -Da=2\ncreate-jvm-options -Db=3"))
                .contains("-Xmx2g", "-Da=2", "-Db=3")
                .doesNotContain("-Xmx512m", "-Da=1");
    }

    @Test
    void aJvmOptionIsDeletedIfItIsThere() throws IOException {
        assertThat(after("delete-jvm-options -Da=1\ndelete-jvm-options -Dno=1")).doesNotContain("-Da=1");
    }

    @Test
    void aSectionThatIsNotThereYetComesFromTheModel() throws IOException {
        assertThat(after("set configs.config.server-config.jms-service.type=DISABLED"))
                .containsOnlyOnce("type=\"DISABLED\"><jms-host/>");
    }

    @Test
    void anElementThatDoesNotExistIsAMistakeThatNamesTheLine() {
        assertThatThrownBy(() -> after("set configs.config.server-config.no-such-thing.x=1"))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("set configs.config.server-config.no-such-thing.x=1");
    }

    @Test
    void aCommandForARunningServerIsRefused() {
        assertThatThrownBy(() -> after("deploy x.ear")).hasMessageContaining("needs a running server");
    }

    @Test
    void logAttributesAreReplaced() throws IOException {
        after("set-log-attributes a.limit=7");
        assertThat(Files.readAllLines(domain.resolve("config/logging.properties")))
                .containsExactlyInAnyOrder("a.limit=7", "b.limit=2");
    }

    @Test
    void settingsOfTheApplicationAreExactlyThoseGiven() throws IOException {
        Configuration first = new Configuration(domain);
        first.applySettings(Map.of("gamelan.a", "1", "gamelan.b", "2", "otel.c", "4"));
        first.write();
        Configuration second = new Configuration(domain);
        second.applySettings(Map.of("gamelan.b", "3"));
        second.write();
        assertThat(Files.readString(domain.resolve("config/domain.xml")))
                .contains("<property name=\"payara.microprofile.gamelan.b\" value=\"3\"/>")
                .doesNotContain("gamelan.a")
                .doesNotContain("otel.c");
    }

    private String after(String script) throws IOException {
        Configuration configuration = new Configuration(domain);
        configuration.apply(Script.parse("test", script, Map.of()));
        configuration.write();
        return Files.readString(domain.resolve("config/domain.xml"));
    }
}
