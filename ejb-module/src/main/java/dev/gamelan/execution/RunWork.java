package dev.gamelan.execution;

import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.platform.Settings;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The transactions of the work on runs. An EJB because it is called by threads that are in the naming context of a function's
 * module, where this module's persistence unit is not to be found.
 */
@Stateless
public class RunWork {

    @Inject
    private WorkStore work;

    @Inject
    private LiveRunStore liveRuns;

    @Inject
    private StepStore steps;

    @Inject
    private OrphanStore orphans;

    @Inject
    private AttentionStore attention;

    @Inject
    private WaitStore waits;

    @Inject
    private Transitions transitions;

    @Inject
    private Settings settings;

    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public Verdict progressInTransaction(Transition.Progress progress) {
        return transitions.write(List.of(progress)).get(0);
    }

    /** When steps began that have ended in another call than the one in which they were begun. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Map<StepStore.Place, Instant> beginnings(Collection<StepStore.Place> places) {
        return places.isEmpty() ? Map.of() : steps.beginnings(places);
    }

    /** @return how many leases are renewed; those of other claims are not */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int renew(List<Claim> claims) {
        return work.renew(claims, work.now().plus(settings.lease()));
    }

    /** @return how many runs are started again without waiting for their leases to end */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int takeOverFrom(String earlierIncarnation) {
        return work.releaseWorkOf(earlierIncarnation, work.now());
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Map<String, LiveRuns.Due> due(Collection<String> functionIds) {
        return liveRuns.due(functionIds);
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Map<LiveRuns.Kind, Long> live() {
        return liveRuns.live();
    }

    /** How many runs of these functions are due within a time from now on: no further than to {@code most}. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public long dueWithin(Duration time, Collection<String> functionIds, int most) {
        return liveRuns.dueWithin(time, functionIds, most);
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Instant now() {
        return work.now();
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<WaitStore.Wait> waitOf(String runId, String key) {
        return waits.find(runId, key);
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<WaitStore.Wait> cancellationsOf(String runId) {
        return waits.cancellationsOf(runId);
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Set<String> eventsUsedBy(String runId) {
        return steps.eventsUsedBy(List.of(runId)).stream()
                .map(StepStore.Used::eventId)
                .collect(Collectors.toSet());
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<Claim.Parent> waiterFor(String signal) {
        return waits.waiterFor(signal);
    }

    /** Runs whose time is over, with the kind of the limit. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<WaitStore.Passed> passedLimits(int most) {
        return waits.passedLimits(most);
    }

    /** These limits mean nothing any more: their runs are over, or have begun in time. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void deleteLimits(List<WaitStore.Passed> limits) {
        waits.deleteLimits(limits);
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<StepRecord> steps(String runId) {
        return steps.ofRuns(List.of(runId)).stream().map(StepStore.Stored::step).toList();
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Set<String> orphans(String runId) {
        return orphans.of(runId);
    }

    /** Runs of this function that need attention, in the order of their ids. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<String> needingAttention(String functionId, String after, int most) {
        return attention.runsOf(functionId, after, most);
    }
}
