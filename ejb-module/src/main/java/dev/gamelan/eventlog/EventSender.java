package dev.gamelan.eventlog;

import dev.gamelan.event.EventRejectedException;
import dev.gamelan.event.Events;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.telemetry.Telemetry;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** {@link Events} for injection: the same checks as for events that come over HTTP, in the caller's transaction. */
@ApplicationScoped
class EventSender implements Events {

    @EJB
    private EventLog eventLog;

    @Inject
    private Telemetry telemetry;

    @Override
    public String send(Object payload) {
        return sendAll(List.of(payload)).get(0);
    }

    @Override
    public String send(String name, Object data) {
        return send(OutgoingEvent.named(name, data));
    }

    @Override
    public List<String> sendAll(List<?> payloads) {
        List<OutgoingEvent> events =
                payloads.stream().map(EventSender::outgoing).toList();
        return eventLog.accept(telemetry.sent(OutgoingEvents.checkAll(events), null));
    }

    private static OutgoingEvent outgoing(Object payload) {
        try {
            return payload instanceof OutgoingEvent outgoing ? outgoing : OutgoingEvent.of(payload);
        } catch (IllegalArgumentException e) {
            throw new EventRejectedException(e.getMessage());
        }
    }
}
