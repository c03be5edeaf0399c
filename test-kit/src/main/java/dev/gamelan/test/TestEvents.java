package dev.gamelan.test;

import dev.gamelan.event.EventRejectedException;
import dev.gamelan.event.Events;
import dev.gamelan.event.OutgoingEvent;
import java.util.List;

/** Sends what a bean under test sends. */
record TestEvents(World world) implements Events {

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
        try {
            List<String> ids = world.send(payloads, world.sent);
            world.goOn();
            return ids;
        } catch (IllegalArgumentException e) {
            throw new EventRejectedException(e.getMessage());
        }
    }
}
