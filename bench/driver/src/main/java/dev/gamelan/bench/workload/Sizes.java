package dev.gamelan.bench.workload;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much of everything.
 *
 * @param submissions W1
 * @param batchedSubmissions W1 with 100 a request
 * @param oneStep functions in W2
 * @param fiveStep functions in W3
 * @param latencySeconds W4
 * @param fanEvents events in W5, each with ten functions
 * @param sleepers W6
 * @param inFlight functions in W7
 * @param longRuns runs of each length in W8
 * @param history completed runs that are stored in W9
 * @param warmUpSeconds after which a subject is measured even if the compilers of Java are still busy with it
 */
public record Sizes(
        int submissions,
        int batchedSubmissions,
        int oneStep,
        int fiveStep,
        int latencySeconds,
        int fanEvents,
        int sleepers,
        int inFlight,
        int longRuns,
        int history,
        int warmUpSeconds) {

    public static final Sizes FULL = new Sizes(20_000, 100_000, 40_000, 20_000, 30, 3_000, 100_000, 2_000, 5, 1_000_000, 60);

    public static final Sizes QUICK = new Sizes(2_000, 5_000, 2_000, 1_000, 5, 100, 2_000, 300, 1, 20_000, 5);

    /** Peers get a share: they are slower, and nothing is learnt from letting them run for longer. */
    public Sizes forPeers() {
        return new Sizes(
                submissions / 2,
                batchedSubmissions / 5,
                oneStep / 5,
                fiveStep / 5,
                latencySeconds,
                fanEvents / 4,
                sleepers / 5,
                inFlight,
                longRuns,
                history,
                warmUpSeconds);
    }

    public Sizes times(double factor) {
        return new Sizes(
                scaled(submissions, factor),
                scaled(batchedSubmissions, factor),
                scaled(oneStep, factor),
                scaled(fiveStep, factor),
                scaled(latencySeconds, Math.max(factor, 0.1)),
                scaled(fanEvents, factor),
                scaled(sleepers, factor),
                scaled(inFlight, factor),
                longRuns,
                scaled(history, factor),
                warmUpSeconds);
    }

    /** For the command line of a peer's process. */
    public String toText() {
        return Stream.of(
                        submissions,
                        batchedSubmissions,
                        oneStep,
                        fiveStep,
                        latencySeconds,
                        fanEvents,
                        sleepers,
                        inFlight,
                        longRuns,
                        history,
                        warmUpSeconds)
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    public static Sizes parse(String text) {
        int[] n = Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
        return new Sizes(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10]);
    }

    private static int scaled(int size, double factor) {
        return Math.max(1, (int) Math.round(size * factor));
    }
}
