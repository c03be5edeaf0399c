package dev.gamelan.retention;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Deletes runs that somebody has chosen, whatever their age, in the caller's transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class ChosenRuns {

    @Inject
    private ProgressStore progress;

    @Inject
    private OldRunStore runs;

    @Inject
    private OldEventStore events;

    @Inject
    private Limits limits;

    /** How many steps runs have; those that have none are left out. */
    public Map<String, Integer> steps(Collection<String> runIds) {
        return runs.steps(runIds);
    }

    /**
     * Deletes runs with their steps, and the events that only they needed, if these are old enough: retention does not look at them
     * again.
     *
     * @param chosen locked
     */
    public void delete(List<EndedRun> chosen) {
        if (!chosen.isEmpty()) {
            Instant now = progress.now();
            List<String> eventIds =
                    runs.eventsOf(chosen.stream().map(EndedRun::id).toList());
            runs.delete(chosen);
            events.deleteUnneeded(eventIds, limits.ofEvents().before(now), now);
        }
    }

    /** What ended before this is not kept any longer, of the jobs that work on runs. */
    public Instant endOfJobs() {
        return limits.ofJobs().before(progress.now());
    }
}
