package dev.gamelan.engine.time;

import java.time.Duration;
import java.util.List;

/**
 * How long to wait before the next try.
 *
 * @param delays after the first failure, the second, …; the last one repeats
 * @param jitter up to this much is added, so that what failed together does not come back together
 */
public record Backoff(List<Duration> delays, Duration jitter) {

    /** The field's default: 15 s to 2 h, with up to 30 s of jitter. */
    public static final Backoff STANDARD = new Backoff(
            List.of(
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(20),
                    Duration.ofMinutes(40),
                    Duration.ofHours(1),
                    Duration.ofHours(2)),
            Duration.ofSeconds(30));

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    /** Always the same delay: for development and tests. */
    public static Backoff flat(Duration delay) {
        return new Backoff(List.of(delay), Duration.ZERO);
    }

    /**
     * @param attempt the attempt that failed, 0 for the first
     * @param random from 0 (inclusive) to 1 (exclusive)
     */
    public Duration after(int attempt, double random) {
        Duration delay = delays.get(Math.min(attempt, delays.size() - 1));
        return delay.plusMillis((long) (jitter.toMillis() * random));
    }

    /** A delay that a function asked for, brought into 1 second … 24 hours. */
    public static Duration clamp(Duration asked) {
        if (asked.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
