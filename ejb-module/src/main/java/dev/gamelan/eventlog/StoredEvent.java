package dev.gamelan.eventlog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One event as it was received. Read here; written in bulk by {@link EventStore}, and never changed after that. */
@SuppressWarnings("UnusedVariable") // queries read the fields
@Entity
@Table(schema = "gamelan", name = "event")
class StoredEvent {

    @Id
    private String id;

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
}
