package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokerTest {

    private static final Path HOME = Path.of("/home/x");

    @Test
    void theEmbeddedBrokerNeedsNoCredentials() {
        assertThat(Broker.parse("embedded").placeholders(HOME))
                .containsEntry("gamelan.broker.url", "embedded")
                .containsEntry("gamelan.broker.user", "")
                .containsEntry("gamelan.broker.password", "")
                .containsEntry("gamelan.broker.directory", "/home/x/data/artemis");
    }

    @Test
    void userAndPasswordAreTakenOutOfTheUrl() {
        Broker broker = Broker.parse("tcp://b:61616?user=u&password=p%26w&sslEnabled=true");
        assertThat(broker.url()).isEqualTo("tcp://b:61616?sslEnabled=true");
        assertThat(broker.user()).isEqualTo("u");
        assertThat(broker.password()).isEqualTo("p&w");
        assertThat(Broker.parse(broker.toText())).isEqualTo(broker);
    }

    @Test
    void thePasswordIsAnAliasInTheConfigurationAndNotPrinted() {
        Broker broker = Broker.parse("tcp://b:61616?user=u&password=geheim");
        assertThat(broker.placeholders(HOME)).containsEntry("gamelan.broker.password", "${ALIAS=gamelan-broker}");
        assertThat(broker).hasToString("Artemis at tcp://b:61616");
    }

    @Test
    void aSecondBrokerIsLeftInTheUrl() {
        Broker broker = Broker.parse("tcp://a:1?user=u&password=p&ha=true,tcp://b:2?sslEnabled=true");
        assertThat(broker.url()).isEqualTo("tcp://a:1?ha=true,tcp://b:2?sslEnabled=true");
        assertThat(Broker.parse(broker.toText())).isEqualTo(broker);
    }

    @Test
    void aBrokerWithoutUserIsPossible() {
        Broker broker = Broker.parse("tcp://b:61616");
        assertThat(broker.toText()).isEqualTo("tcp://b:61616");
        assertThat(broker.user()).isEmpty();
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> Broker.parse("amqp://b"))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("embedded, or tcp://HOST:PORT");
    }
}
