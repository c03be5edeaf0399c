package dev.gamelan.execution;

import dev.gamelan.catalog.CatalogCopy;
import dev.gamelan.commit.ChangeKind;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.platform.CrashPoint;
import dev.gamelan.platform.Node;
import dev.gamelan.platform.Settings;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Claims due work for this node, after everything else in the same transaction, so that what that made due is claimed too. */
@ApplicationScoped
class Claims implements ChangeKind<Claims.Request, Claims.Claimed> {

    @Inject
    private CatalogCopy catalog;

    @Inject
    private WorkStore work;

    @EJB
    private EventLog eventLog;

    @Inject
    private StepStore steps;

    @Inject
    private RunStore runs;

    @Inject
    private WaitStore waits;

    @Inject
    private Node node;

    @Inject
    private Settings settings;

    /**
     * @param quotas for each function that this node has, how many of its runs there is room for
     * @param room how many runs there is room for
     * @param running what this node works on: not claimed again even if its lease ended while the database was away
     */
    record Request(Map<String, Integer> quotas, int room, Set<String> running) {}

    /**
     * @param assignments what this node works on now, with everything that it needs for that
     * @param isThereMore whether a function has more due work than there was room for
     * @param nextDue when the next work is due, if there is no more now
     */
    record Claimed(List<Assignment> assignments, boolean isThereMore, Optional<Instant> nextDue) {}

    @Override
    public String name() {
        return "claim";
    }

    @Override
    public int rank() {
        return 4;
    }

    @Override
    public List<Claimed> write(List<Request> requests) {
        return requests.stream().map(this::claim).toList();
    }

    private Claimed claim(Request request) {
        Instant now = work.now();
        List<WorkStore.Due> due = work.lockDue(request.quotas(), now).stream()
                .filter(item -> !request.running().contains(item.run().runId))
                .sorted(Comparator.comparing(item -> item.run().dueAt))
                .limit(request.room())
                .toList();
        Map<String, Integer> steps = work.endedSteps(due.stream()
                .filter(item -> item.run().owner != null)
                .map(item -> item.run().runId)
                .toList());
        List<Claim> claims = new ArrayList<>(due.size());
        List<Object[]> rows = new ArrayList<>(due.size());
        for (WorkStore.Due item : due) {
            Live run = item.run();
            int ended = Math.max(item.steps(), steps.getOrDefault(run.runId, 0));
            int lost = run.owner == null ? run.lost : ended > item.steps() ? 1 : run.lost + 1;
            claims.add(new Claim(
                    run.runId,
                    run.functionId,
                    run.eventId,
                    run.token + 1,
                    run.attempt,
                    lost,
                    run.parent,
                    !item.started(),
                    now));
            rows.add(new Object[] {
                run.runId, node.incarnation(), now.plus(settings.lease()), run.token + 1, lost, ended, true
            });
        }
        work.claim(rows);
        started(claims, now);
        if (!claims.isEmpty()) {
            CrashPoint.at("claim.claimed");
        }
        boolean more = claims.size() == request.room()
                || claims.stream()
                        .collect(Collectors.groupingBy(Claim::functionId, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .anyMatch(count -> count.getValue() >= request.quotas().get(count.getKey()));
        return new Claimed(
                load(claims),
                more,
                more ? Optional.empty() : work.nextDue(request.quotas().keySet()));
    }

    /** Everything in two queries. A run that has never been worked on has no steps. */
    private List<Assignment> load(List<Claim> claims) {
        if (claims.isEmpty()) {
            return List.of();
        }
        Map<String, LoggedEvent> events =
                eventLog.findAll(claims.stream().map(Claim::eventId).distinct().toList());
        List<String> known = claims.stream()
                .filter(claim -> !claim.isFirst())
                .map(Claim::runId)
                .toList();
        Map<String, List<StepStore.Stored>> stored = known.isEmpty()
                ? Map.of()
                : steps.ofRuns(known).stream().collect(Collectors.groupingBy(StepStore.Stored::runId));
        return claims.stream()
                .map(claim -> new Assignment(
                        claim,
                        Optional.ofNullable(events.get(claim.eventId())),
                        stored.getOrDefault(claim.runId(), List.of()).stream()
                                .map(StepStore.Stored::step)
                                .toList()))
                .toList();
    }

    private void started(List<Claim> claims, Instant now) {
        List<Claim> first = claims.stream().filter(Claim::isFirst).toList();
        runs.startedFirst(first.stream()
                .map(claim -> new Object[] {claim.runId(), claim.attempt(), now})
                .toList());
        runs.startedAgain(claims.stream()
                .filter(claim -> !claim.isFirst())
                .map(claim -> new Object[] {claim.runId(), claim.attempt()})
                .toList());
        List<String> limited = new ArrayList<>();
        List<Object[]> finish = new ArrayList<>();
        for (Claim claim : first) {
            catalog.definition(claim.functionId()).ifPresent(function -> {
                function.timeLimits().start().ifPresent(limit -> limited.add(claim.runId()));
                function.timeLimits()
                        .finish()
                        .ifPresent(
                                limit -> finish.add(new Object[] {claim.runId(), RunFactory.FINISH, now.plus(limit)}));
            });
        }
        waits.deleteLimit(limited, RunFactory.START);
        waits.insertLimits(finish);
    }
}
