package dev.gamelan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExporterSettingsTest {

    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";

    @Test
    void nothingIsSentUnlessAReceiverIsSet() {
        assertThat(isOn(Map.of())).isFalse();
        assertThat(isOn(Map.of("otel.service.name", "orders"))).isFalse();
        assertThat(isOn(Map.of("otel.sdk.disabled", "false"))).isFalse();
        assertThat(isOn(Map.of(ENDPOINT, "http://collector:4318"))).isTrue();
        assertThat(isOn(Map.of("otel.exporter.otlp.traces.endpoint", "http://collector:4318/v1/traces")))
                .isTrue();
        assertThat(isOn(Map.of("otel.traces.exporter", "otlp"))).isTrue();
    }

    @Test
    void itCanBeSwitchedOffAllTheSame() {
        assertThat(isOn(Map.of(ENDPOINT, "http://collector:4318", "otel.sdk.disabled", "true")))
                .isFalse();
        assertThat(isOn(Map.of(ENDPOINT, "http://collector:4318", "otel.traces.exporter", "none")))
                .isFalse();
    }

    @Test
    void theServersOwnTracingIsOffUnlessSomebodySwitchesItOn() {
        assertThat(new ExporterSettings(Map.of()).isServerTraced()).isFalse();
        assertThat(new ExporterSettings(Map.of(ENDPOINT, "http://collector:4318")).isServerTraced())
                .isFalse();
        assertThat(new ExporterSettings(Map.of("otel.sdk.disabled", "false")).isServerTraced())
                .isTrue();
    }

    @Test
    void whatIsSetWinsOverWhatHoldsHere() {
        assertThat(new ExporterSettings(Map.of()).withDefaults())
                .isEqualTo(Map.of("otel.service.name", "gamelan", "otel.exporter.otlp.protocol", "http/protobuf"));
        assertThat(new ExporterSettings(Map.of("otel.service.name", "orders", "otel.exporter.otlp.protocol", "grpc"))
                        .withDefaults())
                .isEqualTo(Map.of("otel.service.name", "orders", "otel.exporter.otlp.protocol", "grpc"));
    }

    private static boolean isOn(Map<String, String> properties) {
        return new ExporterSettings(properties).isOn();
    }
}
