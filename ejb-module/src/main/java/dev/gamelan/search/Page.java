package dev.gamelan.search;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param rows newest first
 * @param cursor the key of the last row that was looked at, when there are others behind it; they may all be of no interest
 * @param searched how many rows were looked at
 * @param isFull whether it takes no other row; otherwise the list has ended, or looking for more would have taken too long
 */
public record Page<T>(List<T> rows, Optional<String> cursor, int searched, boolean isFull) {

    public boolean hasMore() {
        return cursor.isPresent();
    }

    /** How many rows there are from where it begins, if looking for them has told: then counting finds out no more. */
    public Optional<Count> count() {
        return isFull ? Optional.empty() : Optional.of(new Count(rows.size(), !hasMore()));
    }

    /** The same page, of other rows. */
    public <R> Page<R> with(List<R> others) {
        return new Page<>(others, cursor, searched, isFull);
    }
}
