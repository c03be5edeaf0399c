package dev.gamelan.test;

import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.Decision;
import dev.gamelan.engine.step.StepChange;
import java.util.List;
import java.util.Optional;

/** Carries out what was decided about a run. */
record RunEffects(World world, Run run) implements Decision.Effects {

    @Override
    public void complete(Decision.Complete complete) {
        put(complete.changes());
        run.orphaned = complete.orphaned();
        run.output = Optional.of(complete.output());
        run.become(RunStatus.COMPLETED);
        world.end(run, AcceptedEvent.FINISHED);
    }

    @Override
    public void suspend(Decision.Suspend suspend) {
        put(suspend.changes());
        run.become(RunStatus.WAITING);
        run.attempt = 0;
        run.blocking = suspend.blocking();
        run.due = suspend.wakeUp();
        for (Await await : suspend.awaits()) {
            run.put(await.step());
            run.awaits.put(await.step().key(), await);
        }
        suspend.awaits().stream()
                .filter(Await.Invocation.class::isInstance)
                .map(Await.Invocation.class::cast)
                .forEach(invocation -> world.invoke(run, invocation));
    }

    @Override
    public void retry(Decision.Retry retry) {
        put(retry.changes());
        run.error = Optional.of(retry.error());
        run.attempt = retry.nextAttempt();
        run.become(RunStatus.QUEUED);
        run.due = Optional.of(world.journal.now().plus(retry.delay()));
    }

    @Override
    public void fail(Decision.Fail fail) {
        put(fail.changes());
        run.error = Optional.of(fail.error());
        run.become(RunStatus.FAILED);
        world.end(run, AcceptedEvent.FINISHED, AcceptedEvent.FAILED);
    }

    @Override
    public void needsAttention(Decision.NeedsAttention needsAttention) {
        put(needsAttention.changes());
        run.error = Optional.of(needsAttention.problem());
        run.become(RunStatus.NEEDS_ATTENTION);
    }

    private void put(List<StepChange> changes) {
        changes.forEach(change -> run.put(change.step()));
    }
}
