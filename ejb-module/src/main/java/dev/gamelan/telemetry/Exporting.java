package dev.gamelan.telemetry;

import dev.gamelan.engine.telemetry.TraceParent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The exporter and the sampler that OpenTelemetry makes of its settings. Spans are given to the exporter as they are: they begin
 * and end at times of the database, some on different servers, which a tracer does not provide for.
 */
final class Exporting implements AutoCloseable {

    private final List<SpanExporter> exporters = new ArrayList<>();
    private Sampler sampler = Sampler.parentBased(Sampler.alwaysOn());
    private Resource resource = Resource.getDefault();
    private Limits limits = new Limits(2048, 512, Duration.ofSeconds(5), Duration.ofSeconds(30));

    /**
     * The settings {@code otel.bsp.…}.
     *
     * @param queue how many facts wait at most
     * @param batch how many of them are sent together at most
     * @param delay how long they wait at most
     * @param timeout how long it may take to send them
     */
    record Limits(int queue, int batch, Duration delay, Duration timeout) {}

    private Exporting() {}

    /** @throws RuntimeException when the settings are wrong; the message names the one that is */
    static Exporting of(Map<String, String> properties) {
        Exporting exporting = new Exporting();
        AutoConfiguredOpenTelemetrySdk configured = AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .setServiceClassLoader(AutoConfiguredOpenTelemetrySdk.class.getClassLoader())
                .addPropertiesSupplier(() -> properties)
                // Metrics are served at /metrics, and logs are the server's.
                .addPropertiesCustomizer(config -> Map.of(
                        "otel.sdk.disabled", "false", "otel.metrics.exporter", "none", "otel.logs.exporter", "none"))
                .addResourceCustomizer((made, config) -> {
                    exporting.resource = made;
                    return made;
                })
                .addSamplerCustomizer((made, config) -> {
                    exporting.sampler = made;
                    exporting.limits = limits(config);
                    return made;
                })
                .addSpanExporterCustomizer((made, config) -> {
                    exporting.exporters.add(made);
                    return SpanExporter.composite();
                })
                .build();
        // What sends is taken out of it; its own threads are not needed.
        configured.getOpenTelemetrySdk().close();
        return exporting;
    }

    private static Limits limits(ConfigProperties config) {
        int queue = Math.max(1, config.getInt("otel.bsp.max.queue.size", 2048));
        return new Limits(
                queue,
                Math.max(1, Math.min(queue, config.getInt("otel.bsp.max.export.batch.size", 512))),
                config.getDuration("otel.bsp.schedule.delay", Duration.ofSeconds(5)),
                config.getDuration("otel.bsp.export.timeout", Duration.ofSeconds(30)));
    }

    Limits limits() {
        return limits;
    }

    /** Whether the span of an event, and with it everything that follows, is sent. */
    boolean isSampled(Optional<TraceParent> parent, String traceId, String name) {
        Context context = parent.map(sender -> Context.root().with(Span.wrap(ExportedSpan.remote(sender))))
                .orElseGet(Context::root);
        return sampler.shouldSample(context, traceId, name, SpanKind.PRODUCER, Attributes.empty(), List.of())
                .getDecision()
                .equals(SamplingDecision.RECORD_AND_SAMPLE);
    }

    /** @return whether the receiver has them; why not, the exporter has written to the log */
    boolean export(List<FinishedSpan> spans) {
        List<SpanData> data = spans.stream()
                .<SpanData>map(span -> new ExportedSpan(span, resource))
                .toList();
        return SpanExporter.composite(exporters)
                .export(data)
                .join(limits.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .isSuccess();
    }

    @Override
    public void close() {
        SpanExporter.composite(exporters).shutdown().join(1, TimeUnit.SECONDS);
    }
}
