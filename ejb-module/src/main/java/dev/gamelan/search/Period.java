package dev.gamelan.search;

import java.time.Instant;
import java.util.Optional;

/**
 * A period of time, open where nothing is said.
 *
 * @param from then or later
 * @param before before that
 */
public record Period(Optional<Instant> from, Optional<Instant> before) {

    public static final Period ALWAYS = new Period(Optional.empty(), Optional.empty());

    public boolean isAlways() {
        return equals(ALWAYS);
    }
}
