package dev.gamelan.execution;

import dev.gamelan.catalog.CatalogCopy;
import dev.gamelan.commit.Notice;
import dev.gamelan.commit.Notices;
import dev.gamelan.database.AfterCommit;
import dev.gamelan.deploy.Cancellation;
import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.deploy.TimeLimits;
import dev.gamelan.engine.match.Topic;
import dev.gamelan.engine.run.RunIds;
import dev.gamelan.engine.trace.Turn;
import dev.gamelan.metrics.RunMeters;
import dev.gamelan.platform.Node;
import dev.gamelan.platform.Payloads;
import dev.gamelan.platform.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Creates runs: their work, what cancels them and how long they may take. */
@ApplicationScoped
class RunFactory {

    static final String START = "START";
    static final String FINISH = "FINISH";

    @Inject
    private CatalogCopy catalog;

    @Inject
    private WorkStore work;

    @Inject
    private StepStore steps;

    @Inject
    private WaitStore waits;

    @Inject
    private LocalStart localStart;

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

    /**
     * Creates runs in the caller's transaction. As many as this node has room for are claimed for it in the same
     * transaction and start when it has committed; the others are found by whichever node has room first.
     *
     * @return their ids
     */
    List<String> create(List<NewRun> newRuns, Instant now) {
        List<Created> created = new ArrayList<>(newRuns.size());
        List<WaitStore.Wait> cancellations = new ArrayList<>();
        List<Object[]> limits = new ArrayList<>();
        // First, so that room which is reserved from here on is given back whatever goes wrong.
        localStart.afterCommit(created);
        for (NewRun newRun : newRuns) {
            boolean due = !newRun.startAt().isAfter(now);
            Claim claim = new Claim(
                    RunIds.at(now),
                    newRun.functionId(),
                    newRun.event().id(),
                    1,
                    0,
                    0,
                    newRun.parent(),
                    true,
                    newRun.origin().isPresent(),
                    Turn.at(now));
            Optional<FunctionDefinition> function = catalog.definition(newRun.functionId());
            int before = cancellations.size();
            function.ifPresent(known -> addCancellations(claim.runId(), known, newRun, now, cancellations));
            boolean hasWaits = cancellations.size() > before
                    || function.filter(known -> !known.timeLimits().equals(TimeLimits.NONE))
                            .isPresent();
            // One that takes over steps is claimed like one that has been worked on.
            boolean fresh = newRun.origin().flatMap(NewRun.Origin::from).isEmpty();
            boolean mine = due && fresh && localStart.reserve(newRun.functionId());
            Optional<String> origin = newRun.origin().map(NewRun.Origin::runId);
            created.add(new Created(claim, newRun.event(), newRun.startAt(), origin, mine, hasWaits));
            newRun.origin().ifPresent(from -> steps.copy(from, claim.runId()));
            function.ifPresent(known -> addLimit(claim.runId(), known, newRun.startAt(), mine, now, limits));
        }
        work.insert(created, node.incarnation(), now, now.plus(settings.lease()));
        waits.insert(cancellations);
        waits.insertLimits(limits);
        afterCommit.run(() -> {
            count(created);
            notices.tell(() -> created.stream()
                    .map(run -> Notice.ofRun(run.claim().runId(), run.claim().functionId()))
                    .toList());
        });
        return created.stream().map(run -> run.claim().runId()).toList();
    }

    private void count(List<Created> created) {
        for (Created run : created) {
            meters.created(run.claim().functionId());
            if (run.isMine()) {
                meters.started(run.claim().functionId(), Duration.ZERO);
            }
        }
    }

    private static void addCancellations(
            String runId, FunctionDefinition function, NewRun run, Instant now, List<WaitStore.Wait> waits) {
        if (function.cancellations().isEmpty()) {
            return;
        }
        JsonObject event = Payloads.parse(run.event().toJson()).asJsonObject();
        // What cancelled a run does not cancel its repetition.
        Instant after = run.origin().isPresent() ? now : run.event().receivedAt();
        int number = 0;
        for (Cancellation cancellation : function.cancellations()) {
            String path = cancellation.match().orElse(Topic.ANY);
            Optional<String> topic = Topic.ofEvent(cancellation.eventName(), path, event);
            if (topic.isPresent()) {
                waits.add(new WaitStore.Wait(
                        runId,
                        WaitStore.CANCELLATION + number++,
                        topic.get(),
                        cancellation.eventName(),
                        path,
                        after,
                        null));
            }
        }
    }

    private static void addLimit(
            String runId,
            FunctionDefinition function,
            Instant startAt,
            boolean started,
            Instant now,
            List<Object[]> limits) {
        if (started) {
            function.timeLimits()
                    .finish()
                    .ifPresent(limit -> limits.add(new Object[] {runId, FINISH, now.plus(limit)}));
        } else {
            function.timeLimits()
                    .start()
                    .ifPresent(limit -> limits.add(
                            new Object[] {runId, START, (startAt.isAfter(now) ? startAt : now).plus(limit)}));
        }
    }
}
