package dev.gamelan.eventlog;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.search.Literal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An event of the log, to be read.
 *
 * @param id the internal id
 * @param externalId the sender's id, or null
 * @param duplicateOf the internal id of the event that this one repeats, or is an edited version of; or null
 * @param name what happened
 * @param data JSON object as text
 * @param user JSON object as text, or null
 * @param meta JSON object as text, or null
 * @param version the sender's, or null
 * @param timestamp when it happened, by its sender
 * @param receivedAt when it was accepted, by the database's clock
 */
public record LoggedEvent(
        String id,
        String externalId,
        String duplicateOf,
        String name,
        String data,
        String user,
        String meta,
        String version,
        Instant timestamp,
        Instant receivedAt) {

    /** An event that is stored in the current transaction. */
    public static LoggedEvent of(IncomingEvent event, Instant receivedAt) {
        return new LoggedEvent(
                event.internalId(),
                event.externalId().orElse(null),
                null,
                event.name(),
                event.data(),
                event.user().orElse(null),
                event.meta().orElse(null),
                event.version().orElse(null),
                timestamp(event, receivedAt),
                receivedAt);
    }

    /** When it happened, in whole milliseconds, as it is stored; an event that does not say it happened when it came. */
    static Instant timestamp(IncomingEvent event, Instant receivedAt) {
        return event.timestamp().orElse(receivedAt).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether the text occurs in its ids, its name, or what it carries. */
    public boolean contains(Literal text) {
        return text.isIn(id) || text.isIn(externalId) || text.isIn(name) || text.isInJson(data) || text.isInJson(user);
    }

    /** Whether it is the other one, written down at another place; how the JSON is written does not matter. */
    boolean saysTheSameAs(LoggedEvent other) {
        return name.equals(other.name)
                && timestamp.equals(other.timestamp)
                && Jsons.parse(data).equals(Jsons.parse(other.data));
    }

    /** How many characters its payloads have. */
    public int characters() {
        return data.length() + (user == null ? 0 : user.length()) + (meta == null ? 0 : meta.length());
    }

    /** When what it starts may start: an event of the future starts its runs then. */
    public Instant dueAt() {
        return timestamp.isAfter(receivedAt) ? timestamp : receivedAt;
    }

    /** The event in the shape in which it is handed to functions and waits, as JSON. */
    public String toJson() {
        StringBuilder json = new StringBuilder(data.length() + 160)
                .append("{\"id\":\"")
                .append(id)
                .append("\",\"name\":")
                .append(Jsons.string(name))
                .append(",\"data\":")
                .append(data)
                .append(",\"ts\":")
                .append(timestamp.toEpochMilli());
        if (user != null) {
            json.append(",\"user\":").append(user);
        }
        if (version != null) {
            json.append(",\"v\":").append(Jsons.string(version));
        }
        return json.append('}').toString();
    }
}
