package dev.gamelan.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerUrlTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "embedded"})
    void noUrlMeansTheEmbeddedBroker(String url) {
        assertThat(BrokerUrl.isEmbedded(url)).isTrue();
    }

    @Test
    void hostAndPortBecomeConnectorParameters() {
        assertThat(BrokerUrl.parse("tcp://broker.example:61617").connectionParameters())
                .isEqualTo("host=broker.example;port=61617");
    }

    @Test
    void thePortHasADefault() {
        assertThat(BrokerUrl.parse("tcp://broker").connectionParameters()).isEqualTo("host=broker;port=61616");
    }

    @Test
    void parametersAreHandedToTheConnector() {
        assertThat(BrokerUrl.parse("tcp://b:1?sslEnabled=true&enabledProtocols=TLSv1.2,TLSv1.3".replace(",", "%2C"))
                        .connectionParameters())
                .isEqualTo("host=b;port=1;sslEnabled=true;enabledProtocols=TLSv1.2\\,TLSv1.3");
    }

    @Test
    void severalBrokersAreSeveralConnectors() {
        BrokerUrl url = BrokerUrl.parse("tcp://a:1?ha=true, tcp://b:2");
        assertThat(url.connectionParameters()).isEqualTo("host=a;port=1,host=b;port=2");
        assertThat(url.connectorClassNames("C")).isEqualTo("C,C");
        assertThat(url.highlyAvailable()).isTrue();
    }

    @Test
    void aMisspeltParameterIsRefused() {
        assertThatThrownBy(() -> BrokerUrl.parse("tcp://b:1?sslEnable=true"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sslEnable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker:61616", "http://b:1", "tcp://", "tcp://b:1?sslEnabled", "tcp://b:1?x=a%3Bb"})
    void anythingElseIsRefused(String url) {
        assertThatThrownBy(() -> BrokerUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BrokerUrl");
    }
}
