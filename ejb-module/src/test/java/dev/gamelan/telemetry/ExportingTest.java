package dev.gamelan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamelan.engine.telemetry.TraceParent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What OpenTelemetry makes of its settings. That something is sent is shown on a server, which has the exporters. */
class ExportingTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void whatItsSenderTracesIsTraced() {
        try (Exporting exporting = Exporting.of(settings())) {
            assertThat(exporting.isSampled(Optional.empty(), TRACE, "shop/order"))
                    .isTrue();
            assertThat(exporting.isSampled(sender(true), TRACE, "shop/order")).isTrue();
            assertThat(exporting.isSampled(sender(false), TRACE, "shop/order")).isFalse();
        }
    }

    @Test
    void someOfTheRestCanBeLeftOut() {
        try (Exporting exporting = Exporting.of(
                settings("otel.traces.sampler", "parentbased_traceidratio", "otel.traces.sampler.arg", "0.5"))) {
            assertThat(exporting.isSampled(Optional.empty(), "00000000000000000000000000000001", "a"))
                    .isTrue();
            assertThat(exporting.isSampled(Optional.empty(), "00000000000000007fffffffffffffff", "a"))
                    .isFalse();
            assertThat(exporting.isSampled(sender(true), "00000000000000007fffffffffffffff", "a"))
                    .isTrue();
        }
    }

    @Test
    void theBoundsAreThoseOfOpenTelemetry() {
        try (Exporting exporting = Exporting.of(settings())) {
            assertThat(exporting.limits())
                    .isEqualTo(new Exporting.Limits(2048, 512, Duration.ofSeconds(5), Duration.ofSeconds(30)));
        }
        try (Exporting exporting =
                Exporting.of(settings("otel.bsp.max.queue.size", "100", "otel.bsp.schedule.delay", "200"))) {
            assertThat(exporting.limits())
                    .isEqualTo(new Exporting.Limits(100, 100, Duration.ofMillis(200), Duration.ofSeconds(30)));
        }
    }

    @Test
    void aWrongSettingIsNamed() {
        assertThatThrownBy(() -> Exporting.of(settings("otel.bsp.max.queue.size", "many")))
                .hasMessageContaining("otel.bsp.max.queue.size");
    }

    private static Optional<TraceParent> sender(boolean sampled) {
        return Optional.of(new TraceParent(TRACE, "b7ad6b7169203331", sampled));
    }

    private static Map<String, String> settings(String... pairs) {
        Map<String, String> settings = new TreeMap<>(Map.of("otel.traces.exporter", "none"));
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put(pairs[i], pairs[i + 1]);
        }
        return settings;
    }
}
