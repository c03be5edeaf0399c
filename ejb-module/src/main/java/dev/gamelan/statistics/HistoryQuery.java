package dev.gamelan.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which history is asked for.
 *
 * @param from then or earlier: the intervals are whole ones
 * @param to then or later; after {@code from}
 * @param interval one of {@link #INTERVALS}
 * @param functionId empty for all functions together
 */
public record HistoryQuery(Instant from, Instant to, Duration interval, Optional<String> functionId) {

    /** How long an interval can be. */
    public static final List<Duration> INTERVALS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1));

    /** How many intervals an answer has at most. */
    public static final int MOST_POINTS = 1_000;

    /** How many it should have. */
    private static final int FAIRLY_MANY = 120;

    /** The shortest one that makes no more intervals than a chart can show. */
    public static Duration fitting(Duration range) {
        return INTERVALS.stream()
                .filter(interval -> points(range, interval) <= FAIRLY_MANY)
                .findFirst()
                .orElse(INTERVALS.get(INTERVALS.size() - 1));
    }

    /** How many intervals a range has. */
    public static long points(Duration range, Duration interval) {
        return -Math.floorDiv(-range.toSeconds(), interval.toSeconds());
    }

    /** What is read. */
    public static Grain grain(Duration interval) {
        return interval.compareTo(Grain.HOUR.length()) < 0 ? Grain.MINUTE : Grain.HOUR;
    }

    public HistoryQuery {
        if (!from.isBefore(to) || points(Duration.between(from, to), interval) > MOST_POINTS) {
            throw new IllegalArgumentException("from " + from + " to " + to + " by " + interval);
        }
    }
}
