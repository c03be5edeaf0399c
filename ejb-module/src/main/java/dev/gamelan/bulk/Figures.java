package dev.gamelan.bulk;

import java.util.Collection;

/**
 * How far a job is. What has a result and what has none are always all of it.
 *
 * @param total how many items it has, as far as they are written down
 * @param done those with which it did what it does
 * @param failed those with which that was not possible
 * @param skipped those of which there was nothing to do
 */
public record Figures(int total, int done, int failed, int skipped) {

    static final Figures NONE = new Figures(0, 0, 0, 0);

    public Figures {
        if (done < 0 || failed < 0 || skipped < 0 || done + failed + skipped > total) {
            throw new IllegalArgumentException(
                    done + " done, " + failed + " failed and " + skipped + " skipped are more than " + total);
        }
    }

    /** Those that have a result. */
    public int processed() {
        return done + failed + skipped;
    }

    public int remaining() {
        return total - processed();
    }

    Figures grown(int items) {
        return new Figures(total + items, done, failed, skipped);
    }

    Figures plus(Collection<Outcome> outcomes) {
        return new Figures(
                total,
                done + count(outcomes, Outcome.Result.DONE),
                failed + count(outcomes, Outcome.Result.FAILED),
                skipped + count(outcomes, Outcome.Result.SKIPPED));
    }

    private static int count(Collection<Outcome> outcomes, Outcome.Result result) {
        return (int)
                outcomes.stream().filter(outcome -> outcome.result() == result).count();
    }
}
