package dev.gamelan.metrics;

/**
 * What became of runs: of one function, or of many.
 *
 * @param created runs that came into being
 * @param started those whose function was called for the first time
 * @param queueWait for how long these were due before that
 * @param runDuration from the first attempt to the end, whatever the end was
 */
public record RunFigures(
        long created,
        long started,
        long completed,
        long failed,
        long cancelled,
        Durations queueWait,
        Durations runDuration) {

    public static final RunFigures NONE = new RunFigures(0, 0, 0, 0, 0, Durations.NONE, Durations.NONE);

    public RunFigures plus(RunFigures more) {
        return new RunFigures(
                created + more.created,
                started + more.started,
                completed + more.completed,
                failed + more.failed,
                cancelled + more.cancelled,
                queueWait.plus(more.queueWait),
                runDuration.plus(more.runDuration));
    }

    /** What has come since. */
    public RunFigures minus(RunFigures before) {
        return new RunFigures(
                created - before.created,
                started - before.started,
                completed - before.completed,
                failed - before.failed,
                cancelled - before.cancelled,
                queueWait.minus(before.queueWait),
                runDuration.minus(before.runDuration));
    }
}
