package dev.gamelan.deploy;

import java.time.Duration;
import java.util.Optional;

/**
 * How long the runs of a function may take: see {@link dev.gamelan.function.Timeouts}.
 *
 * @param start until the first attempt
 * @param finish from the first attempt to the end
 */
public record TimeLimits(Optional<Duration> start, Optional<Duration> finish) {

    public static final TimeLimits NONE = new TimeLimits(Optional.empty(), Optional.empty());

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    /** @throws IllegalArgumentException naming the member that breaks its limit */
    public TimeLimits {
        start.ifPresent(limit -> check("start", limit));
        finish.ifPresent(limit -> check("finish", limit));
    }

    private static void check(String member, Duration limit) {
        if (limit.compareTo(SHORTEST) < 0 || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "@Timeouts(" + member + ") must lie between PT1S and P366D, is " + limit);
        }
    }
}
