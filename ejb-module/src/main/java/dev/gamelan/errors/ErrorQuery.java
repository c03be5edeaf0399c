package dev.gamelan.errors;

import dev.gamelan.search.Period;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which groups of errors, the one that was last seen last first.
 *
 * @param functionIds of one of these functions; none for any
 * @param seen when attempts failed; the figures of a group are of these attempts
 * @param behind the last group of the page before
 * @param limit how many groups at most, 1 or more
 */
public record ErrorQuery(Set<String> functionIds, Period seen, Optional<Place> behind, int limit) {

    /** Where a group is in the list. */
    public record Place(Instant lastSeen, String fingerprint) {}
}
