package dev.gamelan.telemetry;

import dev.gamelan.engine.telemetry.EventTrace;
import dev.gamelan.engine.telemetry.SpanIds;
import dev.gamelan.engine.telemetry.TraceParent;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.metrics.SpanMeters;
import dev.gamelan.platform.Pulse;
import dev.gamelan.platform.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Spans of events, runs and steps, for a receiver that speaks OpenTelemetry's protocol. Off unless a receiver is set.
 *
 * <p>Nobody waits for it and nothing fails because of it: facts are put into a bounded queue after the commit that made them, and
 * made spans of and sent in the background. What does not fit, or cannot be sent, is counted and forgotten.
 */
@ApplicationScoped
public class Telemetry {

    private static final System.Logger LOG = System.getLogger(Telemetry.class.getName());

    @Inject
    private Workers workers;

    @Inject
    private SpanMeters meters;

    /** Null when it is off. */
    private Exporting exporting;

    private CurrentSpan current;
    private SpanQueue queue;
    private Pulse sending;
    private ScheduledFuture<?> schedule;

    @PostConstruct
    void start() {
        meters.sent(0); // so that they are served, whether it is on or off
        ExporterSettings settings = ExporterSettings.of(ConfigProvider.getConfig());
        if (!settings.isOn()) {
            return;
        }
        try {
            exporting = Exporting.of(settings.withDefaults());
        } catch (RuntimeException | LinkageError e) {
            LOG.log(
                    Level.WARNING,
                    "No spans are sent: the settings otel.… are wrong, or the server has no OpenTelemetry",
                    e);
            return;
        }
        current = new CurrentSpan(settings.isServerTraced());
        Exporting.Limits limits = exporting.limits();
        queue = new SpanQueue(limits.queue());
        sending = new Pulse("Sending of spans", workers, this::send);
        schedule = workers.every(limits.delay(), () -> {
            if (queue.size() > 0) {
                sending.request();
            }
        });
        LOG.log(Level.INFO, "Spans of events, runs and steps are sent");
    }

    /** When it is not, nothing else is to be asked of this but what takes care of that itself. */
    public boolean isOn() {
        return exporting != null;
    }

    /**
     * The trace that an event belongs to.
     *
     * @param meta the event's, as JSON, or null
     */
    public EventTrace traceOf(String eventId, String eventName, String meta) {
        Optional<TraceParent> sender = EventTrace.sender(meta);
        String trace = sender.map(TraceParent::traceId).orElseGet(() -> SpanIds.trace(eventId));
        boolean sampled = exporting.isSampled(sender, trace, eventName);
        return new EventTrace(new TraceParent(trace, SpanIds.ofEvent(eventId), sampled), sender);
    }

    /**
     * Events as this thread sends them: within its span, if it has one.
     *
     * @param header {@code traceparent} of the request with which they came, or null
     * @return the same events when it is off, or nobody said within which span they are sent
     */
    public List<IncomingEvent> sent(List<IncomingEvent> events, String header) {
        if (!isOn()) {
            return events;
        }
        return current.get()
                .or(() -> Optional.ofNullable(header).flatMap(TraceParent::parse))
                .map(span -> events.stream()
                        .map(event -> EventTrace.sentWithin(span, event))
                        .toList())
                .orElse(events);
    }

    /** A span that is the thread's until this is closed. */
    @FunctionalInterface
    public interface Scope {
        void close();
    }

    /** Makes this the thread's span; to be closed by the same thread. */
    public Scope enter(TraceParent span) {
        return CurrentSpan.enter(span)::close;
    }

    /**
     * Something has happened and is committed. Returns at once and never throws.
     *
     * @param facts not asked for when it is off
     */
    public <F> void tell(SpanSource<F> source, Supplier<List<F>> facts) {
        if (!isOn()) {
            return;
        }
        try {
            for (F fact : facts.get()) {
                if (!queue.offer(source, fact)) {
                    meters.dropped();
                }
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Something has happened of which no span is sent", e);
        }
        if (queue.size() >= exporting.limits().batch()) {
            sending.request();
        }
    }

    private void send() {
        while (queue.size() > 0) {
            sendSome();
        }
    }

    /** @return whether they have been sent */
    private boolean sendSome() {
        List<FinishedSpan> spans = new ArrayList<>();
        RuntimeException failure = null;
        for (SpanQueue.Batch<?> batch : queue.take(exporting.limits().batch())) {
            try {
                batch.spans().stream().filter(span -> span.own().sampled()).forEach(spans::add);
            } catch (RuntimeException e) {
                meters.failed(batch.facts().size());
                failure = e;
            }
        }
        boolean sent = spans.isEmpty() || exporting.export(spans);
        if (sent) {
            meters.sent(spans.size());
        } else {
            meters.failed(spans.size());
        }
        if (failure != null) {
            throw failure;
        }
        return sent;
    }

    /** What is left is sent if the receiver takes it; a server that stops waits for it once. */
    @PreDestroy
    void stop() {
        if (!isOn()) {
            return;
        }
        schedule.cancel(false);
        sending.stop();
        try {
            while (queue.size() > 0 && sendSome()) {
                LOG.log(Level.DEBUG, "{0} facts are left to be made spans of", queue.size());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "The last spans could not be made", e);
        }
        exporting.close();
    }
}
