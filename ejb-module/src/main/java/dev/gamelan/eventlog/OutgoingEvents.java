package dev.gamelan.eventlog;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.EventRequest;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.engine.wire.InvalidEventException;
import dev.gamelan.event.EventRejectedException;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.platform.Payloads;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Events that come from Java code pass the same checks as those that come over HTTP. */
public final class OutgoingEvents {

    private OutgoingEvents() {}

    /** @throws EventRejectedException naming the member that breaks a rule */
    public static IncomingEvent check(OutgoingEvent event) {
        return check(() -> toJson(event).build()).get(0);
    }

    /** @throws EventRejectedException naming the event by its number, and the member that breaks a rule */
    static List<IncomingEvent> checkAll(List<OutgoingEvent> events) {
        return check(() -> {
            JsonArrayBuilder array = Jsons.array();
            events.forEach(event -> array.add(toJson(event)));
            return array.build();
        });
    }

    private static List<IncomingEvent> check(Supplier<JsonValue> request) {
        try {
            return EventRequest.parse(request.get().toString().getBytes(StandardCharsets.UTF_8), Optional.empty());
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
