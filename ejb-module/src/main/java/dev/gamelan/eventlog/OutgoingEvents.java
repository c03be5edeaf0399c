package dev.gamelan.eventlog;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.EventRequest;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.engine.wire.InvalidEventException;
import dev.gamelan.event.EventRejectedException;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.platform.Payloads;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Events that come from Java code pass the same checks as those that come over HTTP. */
public final class OutgoingEvents {

    private OutgoingEvents() {}

    /** @throws EventRejectedException naming the member that breaks a rule */
    public static IncomingEvent check(OutgoingEvent event) {
        try {
            byte[] request = toJson(event).build().toString().getBytes(StandardCharsets.UTF_8);
            return EventRequest.parse(request, Optional.empty()).get(0);
        } catch (InvalidEventException | IllegalArgumentException e) {
            throw new EventRejectedException(e.getMessage());
        }
    }

    private static JsonObjectBuilder toJson(OutgoingEvent event) {
        JsonObjectBuilder json = Jsons.object().add("name", event.name()).add("data", Payloads.toJson(event.data()));
        event.id().ifPresent(id -> json.add("id", id));
        event.timestamp().ifPresent(time -> json.add("ts", time.toEpochMilli()));
        return json;
    }
}
