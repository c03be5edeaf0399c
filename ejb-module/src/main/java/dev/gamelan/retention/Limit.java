package dev.gamelan.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * How long something is kept.
 *
 * @param duration longer than nothing; empty for ever
 */
record Limit(Optional<Duration> duration) {

    static final Limit FOREVER = new Limit(Optional.empty());

    private static final String FOREVER_TEXT = "forever";

    /** Further back than this some databases have no dates. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * @param name of the setting, for the message
     * @param shortest what is allowed
     * @throws IllegalStateException when it cannot be read, or is too short or too long
     */
    static Limit parse(String name, String text, Duration shortest) {
        if (text.trim().equals(FOREVER_TEXT)) {
            return FOREVER;
        }
        Duration duration = read(name, text.trim());
        if (duration.compareTo(shortest) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalStateException(name + " is " + text + "; it has to be from " + shortest + " to P"
                    + LONGEST.toDays() + "D, or '" + FOREVER_TEXT + "'");
        }
        return of(duration);
    }

    static Limit of(Duration duration) {
        return new Limit(Optional.of(duration));
    }

    private static Duration read(String name, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalStateException(
                    name + " is '" + text
                            + "'; it has to be a duration such as P30D or PT12H (months and years as days), or '"
                            + FOREVER_TEXT + "'",
                    e);
        }
    }

    /** What is older than this may go; what is kept for ever never is. */
    Instant before(Instant now) {
        return duration.map(now::minus).orElse(Instant.EPOCH);
    }

    /** As it is written in settings: days as days. */
    @Override
    public String toString() {
        return duration.map(time ->
                        time.equals(Duration.ofDays(time.toDays())) ? "P" + time.toDays() + "D" : time.toString())
                .orElse(FOREVER_TEXT);
    }
}
