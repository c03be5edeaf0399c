package dev.gamelan.eventlog;

import dev.gamelan.engine.wire.IncomingEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One event as it was received. Never changed after it was written. */
@SuppressWarnings("UnusedVariable") // queries read the fields
@Entity
@Table(schema = "gamelan", name = "event")
class StoredEvent {

    @Id
    private String id;

    /** Given by the database. */
    @Column(insertable = false, updatable = false)
    private long seq;

    @Column(name = "external_id")
    private String externalId;

    @Column(name = "duplicate_of")
    private String duplicateOf;

    private String name;
    private String data;

    @Column(name = "user_data")
    private String userData;

    private String meta;
    private String version;
    private Instant ts;

    @Column(name = "received_at")
    private Instant receivedAt;

    protected StoredEvent() {}

    static StoredEvent original(IncomingEvent event, Instant receivedAt) {
        return new StoredEvent(event.internalId(), event, null, receivedAt);
    }

    /** Kept for the record only: it starts nothing. */
    static StoredEvent duplicate(IncomingEvent event, String originalId, Instant receivedAt) {
        return new StoredEvent(event.internalId(), event, originalId, receivedAt);
    }

    private StoredEvent(String id, IncomingEvent event, String duplicateOf, Instant receivedAt) {
        this.id = id;
        this.externalId = event.externalId().orElse(null);
        this.duplicateOf = duplicateOf;
        this.name = event.name();
        this.data = event.data();
        this.userData = event.user().orElse(null);
        this.meta = event.meta().orElse(null);
        this.version = event.version().orElse(null);
        this.ts = event.timestamp().orElse(receivedAt);
        this.receivedAt = receivedAt;
    }
}
