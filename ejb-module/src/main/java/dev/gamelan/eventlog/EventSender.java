package dev.gamelan.eventlog;

import dev.gamelan.engine.wire.EventRequest;
import dev.gamelan.engine.wire.InvalidEventException;
import dev.gamelan.event.EventRejectedException;
import dev.gamelan.event.Events;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.platform.Payloads;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** {@link Events} for injection: the same checks as for events that come over HTTP, in the caller's transaction. */
@ApplicationScoped
class EventSender implements Events {

    @EJB
    private EventLog eventLog;

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
        JsonArrayBuilder events = Json.createArrayBuilder();
        try {
            payloads.forEach(payload -> events.add(
                    toJson(payload instanceof OutgoingEvent outgoing ? outgoing : OutgoingEvent.of(payload))));
            byte[] request = events.build().toString().getBytes(StandardCharsets.UTF_8);
            return eventLog.accept(EventRequest.parse(request, Optional.empty()));
        } catch (InvalidEventException | IllegalArgumentException e) {
            throw new EventRejectedException(e.getMessage());
        }
    }

    private static JsonObjectBuilder toJson(OutgoingEvent event) {
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("name", event.name()).add("data", Payloads.toJson(event.data()));
        event.id().ifPresent(id -> json.add("id", id));
        event.timestamp().ifPresent(time -> json.add("ts", time.toEpochMilli()));
        return json;
    }
}
