package dev.gamelan.search;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param rows newest first
 * @param cursor the key of the last row that was looked at, when there are others behind it; they may all be of no interest
 * @param searched how many rows were looked at
 */
public record Page<T>(List<T> rows, Optional<String> cursor, int searched) {

    public boolean hasMore() {
        return cursor.isPresent();
    }
}
