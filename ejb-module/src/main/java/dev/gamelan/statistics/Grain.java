package dev.gamelan.statistics;

import java.time.Duration;
import java.time.Instant;

/** How finely time is divided, and for how long that is kept. */
public enum Grain {
    MINUTE(Duration.ofMinutes(1), Duration.ofDays(2)),
    HOUR(Duration.ofHours(1), Duration.ofDays(32));

    private final Duration length;
    private final Duration kept;

    Grain(Duration length, Duration kept) {
        this.length = length;
        this.kept = kept;
    }

    public Duration length() {
        return length;
    }

    public Duration kept() {
        return kept;
    }

    /** When the interval began in which a moment is. */
    Instant begin(Instant moment) {
        return begin(moment, length);
    }

    /** The same for intervals of any length: they are counted from 1970 on, in UTC. */
    static Instant begin(Instant moment, Duration length) {
        return Instant.ofEpochSecond(
                moment.getEpochSecond() - Math.floorMod(moment.getEpochSecond(), length.toSeconds()));
    }
}
