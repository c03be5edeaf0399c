package dev.gamelan.execution;

import dev.gamelan.catalog.Moment;
import dev.gamelan.engine.run.Fingerprint;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.Decision;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.wire.IncomingEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the decision about one run means for the rows. */
final class Carrying implements Decision.Effects {

    private final Live run;
    private final Transition.Conclusion conclusion;
    private final RunTrace trace;
    private final Moment moment;
    private final Changes changes;
    private final Endings endings;

    Carrying(
            Live run,
            Transition.Conclusion conclusion,
            RunTrace trace,
            Moment moment,
            Changes changes,
            Endings endings) {
        this.run = run;
        this.conclusion = conclusion;
        this.trace = trace;
        this.moment = moment;
        this.changes = changes;
        this.endings = endings;
    }

    @Override
    public void complete(Decision.Complete complete) {
        changes.orphan(run, complete.orphaned());
        endings.complete(
                run,
                complete.output(),
                trace.sentByRun(Lifecycle.completed(run, conclusion.event(), complete.output())));
    }

    @Override
    public void fail(Decision.Fail fail) {
        RunError cause = fail.step().flatMap(StepRecord::error).orElse(fail.error());
        run.fingerprint = Optional.of(
                Fingerprint.of(run.functionId, fail.step().map(step -> step.id().id()), cause));
        changes.attempted(AttemptRows.last(run, conclusion.claim(), cause, fail.step(), moment.now()));
        endings.fail(run, fail.error(), trace.sentByRun(Lifecycle.failed(run, conclusion.event(), fail.error())));
    }

    @Override
    public void retry(Decision.Retry retry) {
        Instant next = moment.now().plus(retry.delay());
        changes.attempted(AttemptRows.failed(run, conclusion.claim(), retry.error(), moment.now(), next));
        run.park(RunStatus.QUEUED, next, retry.nextAttempt(), retry.error());
    }

    @Override
    public void suspend(Decision.Suspend suspend) {
        for (Await await : suspend.awaits()) {
            begin(await, suspend.blocking());
        }
        run.park(RunStatus.WAITING, suspend.wakeUp().orElse(WorkStore.NEVER), 0, null);
        if (!conclusion.waiting().isEmpty()) {
            List<String> earlier = suspend.blocking().stream()
                    .filter(conclusion.waiting()::contains)
                    .toList();
            changes.block(run, suspend.blocking());
            boolean onlyEarlier = suspend.awaits().stream()
                    .noneMatch(await -> suspend.blocking().contains(await.step().key()));
            if (!earlier.isEmpty() && onlyEarlier) {
                changes.maybeAwake(run); // what it waits for may have come while it was being worked on
            }
        }
    }

    /** Its waits, limits and cancellations go on; nobody claims it. */
    @Override
    public void needsAttention(Decision.NeedsAttention needsAttention) {
        run.park(RunStatus.NEEDS_ATTENTION, WorkStore.NEVER, run.attempt, needsAttention.problem());
    }

    private void begin(Await await, Set<String> blockingKeys) {
        StepRecord step = await.step();
        if (await instanceof Await.Invocation invocation) {
            step = invoke(invocation);
        }
        changes.newStep(run, conclusion.claim(), step, blockingKeys.contains(step.key()), Optional.empty());
        if (step.status().isFinal()) {
            changes.maybeAwake(run);
        }
    }

    /** @return the step: waiting, or failed because there is no such function */
    private StepRecord invoke(Await.Invocation invocation) {
        StepRecord step = invocation.step();
        String functionId = step.subject().orElseThrow();
        if (!moment.hasFunction(functionId)) {
            return step.failed(RunError.of("FunctionNotFound", "could not find function with ID: " + functionId));
        }
        String payload = invocation.payload();
        String origin = "\"_inngest\":{\"fn_id\":\"" + functionId + "\",\"correlation_id\":\"" + run.runId + "."
                + step.key() + "\",\"source_fn_id\":\"" + run.functionId + "\"}";
        String data = payload.substring(0, payload.lastIndexOf('}')) + (payload.equals("{}") ? "" : ",") + origin + "}";
        IncomingEvent event = trace.sentBy(step, Lifecycle.event(Lifecycle.INVOKED, data));
        changes.invoke(functionId, event, new Claim.Parent(run.runId, step.key()));
        return step;
    }
}
