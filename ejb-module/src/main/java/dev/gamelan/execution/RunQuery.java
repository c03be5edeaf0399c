package dev.gamelan.execution;

import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.search.Paging;
import dev.gamelan.search.Period;
import dev.gamelan.search.Terms;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs, newest first.
 *
 * @param statuses one of these; none for any
 * @param functionIds of one of these functions; none for any
 * @param eventId started by this event
 * @param bulkId started by this bulk job
 * @param queued when it was created
 * @param ended when it reached its terminal state; anything but always leaves out those that live
 * @param error ended with this error: a fingerprint
 * @param terms what each run is looked at for; expressions begin with {@link #EVENT}, {@link #OUTPUT} or {@link #ERROR}
 * @param paging its cursor is an id, of a run or not: what is older
 */
public record RunQuery(
        Set<RunStatus> statuses,
        Set<String> functionIds,
        Optional<String> eventId,
        Optional<String> bulkId,
        Period queued,
        Period ended,
        Optional<String> error,
        Terms terms,
        Paging paging) {

    public static final String EVENT = "event";
    public static final String OUTPUT = "output";
    public static final String ERROR = "error";
}
