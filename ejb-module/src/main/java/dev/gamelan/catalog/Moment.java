package dev.gamelan.catalog;

import java.time.Instant;
import java.util.List;

/** The database's time, and who is subscribed to what at that time. */
public final class Moment {

    private final Instant now;
    private final Subscribers subscribers;

    Moment(Instant now, Subscribers subscribers) {
        this.now = now;
        this.subscribers = subscribers;
    }

    public Instant now() {
        return now;
    }

    /** The ids of the functions that an event of this name starts. */
    public List<String> subscribersOf(String eventName) {
        return subscribers.of(eventName);
    }
}
