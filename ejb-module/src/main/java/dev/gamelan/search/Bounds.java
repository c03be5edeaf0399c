package dev.gamelan.search;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * How much one request may take. Of the rows one is always looked at, so that every request gets on.
 *
 * @param rows that are looked at
 * @param time after which no other row is looked at
 * @param timeForPage after which no other rows are read for a page; what was read is looked at first
 * @param characters in the payloads of a page, and of rows that are read at once
 */
public record Bounds(int rows, Duration time, Duration timeForPage, int characters) {

    /** Pages are there within 200 ms, wherever somebody can go on with the next one; nobody can go on with a count. */
    public static final Bounds DEFAULT =
            new Bounds(10_000, Duration.ofSeconds(2), Duration.ofMillis(150), 4 * 1024 * 1024);

    /** True from the row on with which those it was asked about have too many characters. */
    public <T> Predicate<T> exceeded(ToIntFunction<T> characters) {
        long[] sum = new long[1];
        return row -> (sum[0] += characters.applyAsInt(row)) >= this.characters;
    }
}
