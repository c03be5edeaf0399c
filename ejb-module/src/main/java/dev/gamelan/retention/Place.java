package dev.gamelan.retention;

import java.time.Instant;

/** Up to where rows have been looked at that are in the order of a time and, at the same time, of their ids. */
record Place(Instant at, String id) {

    /** Not further than this. */
    Place notAfter(Instant limit) {
        return at.isAfter(limit) ? new Place(limit, "") : this;
    }
}
