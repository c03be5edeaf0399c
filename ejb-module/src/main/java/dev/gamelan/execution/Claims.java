package dev.gamelan.execution;

import dev.gamelan.catalog.CatalogCopy;
import dev.gamelan.catalog.Moments;
import dev.gamelan.commit.ChangeKind;
import dev.gamelan.commit.Notice;
import dev.gamelan.commit.Notices;
import dev.gamelan.database.AfterCommit;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.trace.Turn;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.metrics.RunMeters;
import dev.gamelan.platform.CrashPoint;
import dev.gamelan.platform.Node;
import dev.gamelan.platform.Settings;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Claims due work for this node, after everything else in the same transaction, so that what that made due is claimed too. */
@ApplicationScoped
class Claims implements ChangeKind<Claims.Request, Claims.Claimed> {

    @Inject
    private Moments moments;

    @Inject
    private CatalogCopy copy;

    @Inject
    private WorkStore work;

    @EJB
    private EventLog eventLog;

    @Inject
    private StepStore steps;

    @Inject
    private AttemptStore attempts;

    @Inject
    private WaitStore waits;

    @Inject
    private Node node;

    @Inject
    private Settings settings;

    @Inject
    private AfterCommit afterCommit;

    @Inject
    private RunMeters meters;

    @Inject
    private Notices notices;

    @Inject
    private RunSpans spans;

    /**
     * @param quotas for each function that this node has, how many of its runs there is room for
     * @param room how many runs there is room for
     * @param running what this node works on: not claimed again even if its lease ended while the database was away
     * @param crowded the functions that there was not enough room for before
     */
    record Request(Map<String, Integer> quotas, int room, Set<String> running, Set<String> crowded) {}

    /**
     * @param assignments what this node works on now, with everything that it needs for that
     * @param more the functions that may have more due work than there was room for
     * @param nextDue when the next work is due, if there is no more now
     */
    record Claimed(List<Assignment> assignments, Set<String> more, Optional<Instant> nextDue) {}

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
        Instant now = moments.current().now(); // first of all, so that what is known of the functions is of now
        List<Live> due = work.lockDue(request.quotas(), now).stream()
                .filter(run -> !request.running().contains(run.runId))
                .sorted(Comparator.comparing(run -> run.dueAt))
                .limit(request.room())
                .toList();
        Map<String, Integer> steps = work.endedSteps(due.stream()
                .filter(run -> run.owner != null)
                .map(run -> run.runId)
                .toList());
        List<Claim> claims = new ArrayList<>(due.size());
        Set<String> withSteps = new HashSet<>();
        List<Object[]> rows = new ArrayList<>(due.size());
        List<Object[]> lostAttempts = new ArrayList<>();
        for (Live run : due) {
            if (run.startedAt != null || run.originRunId != null) {
                withSteps.add(run.runId);
            }
            int ended = Math.max(run.steps, steps.getOrDefault(run.runId, 0));
            int lost = run.owner == null ? run.lost : ended > run.steps ? 1 : run.lost + 1;
            claims.add(new Claim(
                    run.runId,
                    run.functionId,
                    run.eventId,
                    run.token + 1,
                    run.attempt,
                    lost,
                    run.parent,
                    run.startedAt == null,
                    run.originRunId != null,
                    new Turn(run.dueAt, now, request.crowded().contains(run.functionId))));
            if (run.owner != null) {
                lostAttempts.add(AttemptRows.lost(run, settings.lease()));
            }
            rows.add(new Object[] {
                run.runId,
                node.incarnation(),
                now.plus(settings.lease()),
                run.token + 1,
                lost,
                ended,
                run.startedAt == null ? now : run.startedAt,
                run.hasWaits || hasFinishLimit(run.functionId),
                RunStatus.RUNNING.name(),
                now
            });
        }
        work.claim(rows);
        attempts.insert(lostAttempts);
        limit(claims.stream().filter(Claim::isFirst).toList(), now);
        afterCommit.run(() -> {
            count(due, now);
            spans.tell(() -> lost(lostAttempts, due));
            notices.tell(() -> due.stream()
                    .map(run -> Notice.ofRun(run.runId, run.functionId))
                    .toList());
        });
        if (!claims.isEmpty()) {
            CrashPoint.at("claim.claimed");
        }
        Set<String> more = claims.size() == request.room() ? request.quotas().keySet() : full(claims, request);
        return new Claimed(
                load(claims, withSteps),
                more,
                more.isEmpty() ? work.nextDue(request.quotas().keySet()) : Optional.empty());
    }

    private static List<RunFact> lost(List<Object[]> attempts, List<Live> due) {
        if (attempts.isEmpty()) {
            return List.of();
        }
        Map<String, Live> runs = due.stream().collect(Collectors.toMap(run -> run.runId, Function.identity()));
        return attempts.stream().map(row -> AttemptRows.fact(row, runs)).toList();
    }

    private void count(List<Live> due, Instant now) {
        due.stream().filter(run -> run.startedAt == null).forEach(run -> {
            // Of an event of the future the run is due later than it was created.
            Instant since = run.dueAt.isAfter(run.queuedAt) ? run.dueAt : run.queuedAt;
            meters.started(run.functionId, Duration.between(since, now));
        });
    }

    private static Set<String> full(List<Claim> claims, Request request) {
        return claims.stream()
                .collect(Collectors.groupingBy(Claim::functionId, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(count -> count.getValue() >= request.quotas().get(count.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /**
     * Everything in two queries.
     *
     * @param withSteps the runs that may have steps: worked on before, or the repetition of another
     */
    private List<Assignment> load(List<Claim> claims, Set<String> withSteps) {
        if (claims.isEmpty()) {
            return List.of();
        }
        Map<String, LoggedEvent> events =
                eventLog.findAll(claims.stream().map(Claim::eventId).distinct().toList());
        Map<String, List<StepStore.Stored>> stored = withSteps.isEmpty()
                ? Map.of()
                : steps.ofRuns(withSteps).stream().collect(Collectors.groupingBy(StepStore.Stored::runId));
        return claims.stream()
                .map(claim -> new Assignment(
                        claim,
                        Optional.ofNullable(events.get(claim.eventId())),
                        stored.getOrDefault(claim.runId(), List.of()).stream()
                                .map(StepStore.Stored::step)
                                .toList()))
                .toList();
    }

    /** From its start on a run has to be finished in time. */
    private void limit(List<Claim> first, Instant now) {
        waits.deleteLimit(first.stream().map(Claim::runId).toList(), RunFactory.START);
        waits.insertLimits(first.stream()
                .filter(claim -> hasFinishLimit(claim.functionId()))
                .map(claim -> new Object[] {
                    claim.runId(),
                    RunFactory.FINISH,
                    now.plus(finishLimit(claim.functionId()).orElseThrow())
                })
                .toList());
    }

    private boolean hasFinishLimit(String functionId) {
        return finishLimit(functionId).isPresent();
    }

    private Optional<Duration> finishLimit(String functionId) {
        return copy.definition(functionId)
                .flatMap(function -> function.timeLimits().finish());
    }
}
