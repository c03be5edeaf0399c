package dev.gamelan.deploy;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** @throws IllegalArgumentException naming every member that breaks its limit */
    public TimeLimits {
        String problems = Stream.of(problem("start", start), problem("finish", finish))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems);
        }
    }

    private static Optional<String> problem(String member, Optional<Duration> limit) {
        return limit.filter(time -> time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0)
                .map(time -> member + " must lie between PT1S and P366D, is " + time);
    }
}
