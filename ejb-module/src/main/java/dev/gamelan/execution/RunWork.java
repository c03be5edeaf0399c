package dev.gamelan.execution;

import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.platform.Settings;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
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
    private StepStore steps;

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

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void renew(List<Claim> claims) {
        work.renew(claims, work.now().plus(settings.lease()));
    }

    /** @return how many runs are started again without waiting for their leases to end */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int takeOverFrom(String earlierIncarnation) {
        return work.releaseWorkOf(earlierIncarnation, work.now());
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
        return steps.ofRuns(List.of(runId)).stream()
                .map(stored -> stored.step().eventId())
                .flatMap(Optional::stream)
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

    /** Who waits for events of these names, by the paths under which they are awaited. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Map<String, List<String>> awaitedPaths(Collection<String> names) {
        return waits.awaitedPaths(names);
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<WaitStore.Wait> waitsOn(Collection<String> topics) {
        return waits.onTopics(topics);
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<StepRecord> steps(String runId) {
        return steps.ofRuns(List.of(runId)).stream().map(StepStore.Stored::step).toList();
    }
}
