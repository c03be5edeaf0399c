package dev.gamelan.test;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.match.Topic;
import dev.gamelan.event.Event;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An event, as it is stored.
 *
 * @param acceptance the same for events that were accepted together, larger for later ones
 * @param id the server's
 * @param externalId the sender's own
 * @param timestamp when it happened or shall happen
 */
record AcceptedEvent(
        long acceptance,
        String id,
        Optional<String> externalId,
        String name,
        JsonObject data,
        Instant timestamp,
        Instant acceptedAt) {

    static final String FINISHED = "inngest/function.finished";
    static final String FAILED = "inngest/function.failed";
    static final String CANCELLED = "inngest/function.cancelled";
    static final String INVOKED = "inngest/function.invoked";

    private static final Set<String> LIFECYCLE = Set.of(FINISHED, FAILED, CANCELLED);

    /** Whether it tells of the end of a run. */
    boolean isLifecycle() {
        return LIFECYCLE.contains(name);
    }

    JsonObject toJson() {
        return Jsons.object()
                .add("id", id)
                .add("name", name)
                .add("data", data)
                .add("ts", timestamp.toEpochMilli())
                .build();
    }

    Event<JsonObject> toEvent() {
        return new Event<>(id, name, data, timestamp);
    }

    /** Whether a run of that event may see this one: it came with it or after it. */
    boolean isNotBefore(AcceptedEvent trigger) {
        return acceptance >= trigger.acceptance && !equals(trigger);
    }

    /** Whether both have the same value at the path; without one, they always match. */
    boolean matches(AcceptedEvent other, Optional<String> path) {
        return path.map(p -> Topic.ofEvent("", p, toJson())
                        .filter(topic -> topic.equals(
                                Topic.ofEvent("", p, other.toJson()).orElse(null)))
                        .isPresent())
                .orElse(true);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AcceptedEvent event && id.equals(event.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id);
    }
}
