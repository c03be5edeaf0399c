package dev.gamelan.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An event about to be sent, for senders that want to say more than its data.
 *
 * <pre>{@code
 * events.send(OutgoingEvent.of(new SignedUp("u1", "ann@example.org")).withId("signup-u1"));
 * }</pre>
 *
 * @param name see {@link EventName#value()}
 * @param data anything JSON-B turns into an object: a record, a bean, a map, a {@code JsonObject}
 * @param id deduplicates: of the events sent with one id, only the first starts runs, for 24 hours and for as long as a
 *     run of the first lives. 1 to 255 characters
 * @param timestamp when it happened or shall happen: runs of an event in the future start then. Empty means now
 */
public record OutgoingEvent(String name, Object data, Optional<String> id, Optional<Instant> timestamp) {

    public OutgoingEvent {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(timestamp, "timestamp");
    }

    /** @throws IllegalArgumentException when the payload's type has no {@link EventName} */
    public static OutgoingEvent of(Object payload) {
        EventName name = payload.getClass().getAnnotation(EventName.class);
        if (name == null) {
            throw new IllegalArgumentException(payload.getClass().getName()
                    + " has no @EventName: annotate it, or use OutgoingEvent.named(\"the/name\", data)");
        }
        return named(name.value(), payload);
    }

    public static OutgoingEvent named(String name, Object data) {
        return new OutgoingEvent(name, data, Optional.empty(), Optional.empty());
    }

    public OutgoingEvent withId(String newId) {
        return new OutgoingEvent(name, data, Optional.of(newId), timestamp);
    }

    public OutgoingEvent at(Instant when) {
        return new OutgoingEvent(name, data, id, Optional.of(when));
    }
}
