package dev.gamelan.execution;

import dev.gamelan.engine.run.AttemptPolicy;
import dev.gamelan.engine.run.Decision;
import dev.gamelan.engine.wire.EventIds;
import dev.gamelan.platform.Node;
import dev.gamelan.platform.Settings;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Creating runs, claiming them, and recording what became of them: each one transaction. */
@Stateless
public class Runs {

    @Inject
    private RunStore runs;

    @Inject
    private WorkStore work;

    @Inject
    private LocalStart localStart;

    @Inject
    private Node node;

    @Inject
    private Settings settings;

    /**
     * Creates runs in the caller's transaction. As many as this node has room for are claimed for it in the same
     * transaction and start when it has committed; the others are found by whichever node has room first.
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void create(List<NewRun> newRuns) {
        Instant now = work.now();
        List<Created> created = new ArrayList<>(newRuns.size());
        for (NewRun newRun : newRuns) {
            boolean due = !newRun.startAt().isAfter(now);
            Claim claim = new Claim(EventIds.next(), newRun.functionId(), newRun.eventId(), 1, 0, 0);
            created.add(new Created(claim, newRun.startAt(), due && localStart.afterCommit(claim)));
        }
        runs.insert(created, now);
        work.insert(created, node.incarnation(), now.plus(settings.lease()));
    }

    /**
     * Claims due work for this node.
     *
     * @param functionIds what this node can run
     * @param running what it is working on: not claimed again even if its lease ended while the database was away
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<Claim> claimDue(Collection<String> functionIds, int limit, Collection<Claim> running) {
        Instant now = work.now();
        Set<String> excluded = running.stream().map(Claim::runId).collect(Collectors.toSet());
        List<Claim> claims = work.lockDue(functionIds, limit, now).stream()
                .filter(claim -> !excluded.contains(claim.runId()))
                .toList();
        work.claim(claims, node.incarnation(), now.plus(settings.lease()));
        List<Claim> startable = new ArrayList<>();
        for (Claim claim : claims) {
            if (AttemptPolicy.mayStartAgain(claim.lost())) {
                startable.add(claim);
            } else {
                new Recording(claim, now).fail(new Decision.Fail(AttemptPolicy.crashed(claim.lost())));
            }
        }
        runs.started(startable, now);
        return startable;
    }

    /** @return whether it was recorded; false when another node has taken over since, whose result counts instead */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean record(Claim claim, Decision decision) {
        Recording recording = new Recording(claim, work.now());
        decision.carryOut(recording);
        return recording.recorded;
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void renew(List<Claim> claims) {
        work.renew(claims, work.now().plus(settings.lease()));
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void release(List<Claim> claims) {
        work.release(claims, work.now());
    }

    /** @return how many runs are started again without waiting for their leases to end */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int takeOverFrom(String earlierIncarnation) {
        return work.releaseWorkOf(earlierIncarnation, work.now());
    }

    public Optional<RunRecord> find(String id) {
        return runs.find(id);
    }

    /** The runs that an event started, the oldest first. */
    public List<RunRecord> findByEvent(String eventId) {
        return runs.findByEvent(eventId);
    }

    /** Carries a decision out, if the claim that it rests on is still good. */
    private final class Recording implements Decision.Effects {

        private final Claim claim;
        private final Instant now;
        private boolean recorded;

        Recording(Claim claim, Instant now) {
            this.claim = claim;
            this.now = now;
        }

        @Override
        public void complete(Decision.Complete complete) {
            recorded = work.finish(claim);
            require(!recorded || runs.completed(claim.runId(), complete.output(), now));
        }

        @Override
        public void retry(Decision.Retry retry) {
            recorded = work.retryAt(claim, now.plus(retry.delay()));
            require(!recorded || runs.retrying(claim.runId(), retry.error()));
        }

        @Override
        public void fail(Decision.Fail fail) {
            recorded = work.finish(claim);
            require(!recorded || runs.failed(claim.runId(), fail.error(), now));
        }

        /** The work was this claim's and the run was not: never half of it, and never silently. */
        private void require(boolean consistent) {
            if (!consistent) {
                throw new IllegalStateException(
                        "run " + claim.runId() + " is not running although there is work for it; nothing was recorded");
            }
        }
    }
}
