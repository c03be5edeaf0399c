package dev.gamelan.search;

import java.util.Optional;

/**
 * Which page.
 *
 * @param cursor of the page before: only what lies behind it
 * @param limit how many rows at most, 1 or more
 */
public record Paging(Optional<String> cursor, int limit) {

    public static Paging first(int limit) {
        return new Paging(Optional.empty(), limit);
    }
}
