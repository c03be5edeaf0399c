package dev.gamelan.test;

import com.github.f4b6a3.ulid.Ulid;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.step.Codec;
import dev.gamelan.engine.step.StepHost.PreparedEvent;
import dev.gamelan.engine.wire.EventRequest;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.engine.wire.InvalidEventException;
import dev.gamelan.event.OutgoingEvent;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The events, in the order in which they were accepted, and the clock that they are accepted by. */
final class Journal {

    private static final Duration DEDUPLICATED = Duration.ofHours(24);

    private final Codec codec;
    private final List<AcceptedEvent> events = new ArrayList<>();
    private Instant now;
    private long acceptances;
    private long ids;

    Journal(Codec codec, Instant start) {
        this.codec = codec;
        this.now = start;
    }

    /** An event with its id, before it is accepted. */
    record Prepared(String id, IncomingEvent event) implements PreparedEvent {}

    Instant now() {
        return now;
    }

    void moveTo(Instant instant) {
        now = instant.isAfter(now) ? instant : now;
    }

    /** Ids of the server's: always the same in the same test, and later ones are larger. */
    String nextId() {
        ids++;
        return new Ulid(now.toEpochMilli() << 16, ids).toString();
    }

    /** @throws IllegalArgumentException when the server would refuse it */
    Prepared prepare(OutgoingEvent event) {
        JsonObjectBuilder json =
                Jsons.object().add("name", event.name()).add("data", JsonbCodec.parse(codec.write(event.data())));
        event.id().ifPresent(id -> json.add("id", id));
        event.timestamp().ifPresent(time -> json.add("ts", time.toEpochMilli()));
        byte[] request = json.build().toString().getBytes(StandardCharsets.UTF_8);
        try {
            return new Prepared(
                    nextId(), EventRequest.parse(request, Optional.empty()).get(0));
        } catch (InvalidEventException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** @return without those that repeat an earlier one; they do nothing */
    List<AcceptedEvent> accept(List<? extends PreparedEvent> prepared, Predicate<AcceptedEvent> isAlive) {
        acceptances++;
        List<AcceptedEvent> accepted = new ArrayList<>();
        for (PreparedEvent one : prepared) {
            IncomingEvent event = ((Prepared) one).event();
            AcceptedEvent candidate = new AcceptedEvent(
                    acceptances,
                    one.id(),
                    event.externalId(),
                    event.name(),
                    JsonbCodec.object(event.data()),
                    event.timestamp().orElse(now),
                    now);
            if (!isRepetition(candidate, isAlive)) {
                events.add(candidate);
                accepted.add(candidate);
            }
        }
        return accepted;
    }

    private boolean isRepetition(AcceptedEvent candidate, Predicate<AcceptedEvent> isAlive) {
        return candidate.externalId().isPresent()
                && events.stream()
                        .filter(event -> event.externalId().equals(candidate.externalId()))
                        .anyMatch(event -> event.acceptedAt().plus(DEDUPLICATED).isAfter(now) || isAlive.test(event));
    }

    /** An event of the server's own. */
    AcceptedEvent record(String name, JsonObject data) {
        AcceptedEvent event = internal(name, data);
        events.add(event);
        return event;
    }

    /** An event that is nobody's but the one's whose run it starts. */
    AcceptedEvent internal(String name, JsonObject data) {
        acceptances++;
        return new AcceptedEvent(acceptances, nextId(), Optional.empty(), name, data, now, now);
    }

    Stream<AcceptedEvent> notBefore(AcceptedEvent trigger) {
        return events.stream().filter(event -> event.isNotBefore(trigger));
    }
}
