package dev.gamelan.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * How quickly a job works.
 *
 * @param resumedAt since when it works without a pause
 * @param resumedWith how many items were behind it then
 * @param workedAt when it worked the last time
 * @param dueAt when it may go on, if its rate is limited
 */
public record Pace(Instant resumedAt, int resumedWith, Instant workedAt, Instant dueAt) {

    /** As much is made up for as was missed in this time. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private static final double NANOS_A_SECOND = 1e9;

    static Pace begun(Instant now) {
        return new Pace(now, 0, now, now);
    }

    /** Its rate counts from here; what it has used up of its limit, it still has. */
    Pace resumed(int processed, Instant now) {
        return new Pace(now, processed, now, dueAt);
    }

    Pace worked(int items, OptionalDouble perSecond, Instant now) {
        return new Pace(
                resumedAt, resumedWith, now, perSecond.isPresent() ? due(items / perSecond.getAsDouble(), now) : dueAt);
    }

    private Instant due(double seconds, Instant now) {
        Instant from = dueAt.isBefore(now.minus(SLACK)) ? now.minus(SLACK) : dueAt;
        return from.plusNanos((long) (seconds * NANOS_A_SECOND));
    }

    /** Items a second. */
    double rate(int processed) {
        double seconds = Duration.between(resumedAt, workedAt).toNanos() / NANOS_A_SECOND;
        return seconds <= 0 ? 0 : (processed - resumedWith) / seconds;
    }
}
