package dev.gamelan.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened, interval by interval.
 *
 * @param from when the first interval begins, {@code to} when the last one ends
 * @param interval how long each of them is
 * @param since from when on anything is known
 * @param points every interval, also those in which nothing happened
 * @param total of all of them
 * @param failing functions whose runs have failed, those with the most failures first; empty where one function was asked for
 */
public record History(
        Instant from,
        Instant to,
        Duration interval,
        Optional<Instant> since,
        List<Point> points,
        Figures total,
        List<Failing> failing) {

    /** One interval. */
    public record Point(Instant beginsAt, Figures figures) {}

    /** How many runs of a function have ended in which way. */
    public record Failing(String functionId, long completed, long failed, long cancelled) {}
}
