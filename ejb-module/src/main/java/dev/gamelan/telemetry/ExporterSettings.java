package dev.gamelan.telemetry;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * The settings of OpenTelemetry ({@code otel.…}), as MicroProfile Config has them.
 *
 * @param properties those that are set, with what is different here from OpenTelemetry's own defaults
 */
record ExporterSettings(Map<String, String> properties) {

    private static final String PREFIX = "otel.";
    private static final String EXPORTER = "otel.traces.exporter";

    static ExporterSettings of(Config config) {
        Map<String, String> properties = new TreeMap<>();
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name -> value(config, name).ifPresent(value -> properties.put(name, value)));
        // From the environment they come under other names.
        for (String name : new String[] {
            "otel.sdk.disabled", EXPORTER, "otel.exporter.otlp.endpoint", "otel.exporter.otlp.traces.endpoint"
        }) {
            value(config, name).ifPresent(value -> properties.put(name, value));
        }
        return new ExporterSettings(properties);
    }

    private static Optional<String> value(Config config, String name) {
        return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
    }

    /** Whether somebody has said where spans are to be sent, and nobody that none are. */
    boolean isOn() {
        boolean hasReceiver = properties.containsKey("otel.exporter.otlp.endpoint")
                || properties.containsKey("otel.exporter.otlp.traces.endpoint")
                || properties.containsKey(EXPORTER);
        return hasReceiver
                && !properties.getOrDefault(EXPORTER, "otlp").equals("none")
                && !Boolean.parseBoolean(properties.get("otel.sdk.disabled"));
    }

    /** Whether the server's own tracing (MicroProfile Telemetry) is on, which is off by default. */
    boolean isServerTraced() {
        return "false".equalsIgnoreCase(properties.get("otel.sdk.disabled"));
    }

    /** What is set, and where nothing is, what holds here. */
    Map<String, String> withDefaults() {
        Map<String, String> all = new TreeMap<>(properties);
        all.putIfAbsent("otel.service.name", "gamelan");
        // Every receiver understands it, and no proxy is in its way.
        all.putIfAbsent("otel.exporter.otlp.protocol", "http/protobuf");
        return all;
    }
}
