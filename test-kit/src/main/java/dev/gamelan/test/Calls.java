package dev.gamelan.test;

import dev.gamelan.deploy.Outcome;
import dev.gamelan.engine.run.AttemptPolicy;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.Memo;
import dev.gamelan.engine.step.StepCall;
import dev.gamelan.engine.step.StepHost;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.SupersededException;
import dev.gamelan.function.RunContext;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Calls functions: once when their run goes on, and in strict mode once more for each step that was stored. */
final class Calls {

    private final World world;
    private AttemptPolicy policy;

    Calls(World world, AttemptPolicy policy) {
        this.world = world;
        this.policy = policy;
    }

    void use(AttemptPolicy other) {
        policy = other;
    }

    void call(Run run) {
        run.become(RunStatus.RUNNING);
        if (run.firstStarted.isEmpty()) {
            run.firstStarted = Optional.of(world.journal.now());
        }
        StepCall steps = stepCall(run, run.steps.values(), new RunHost(world, run));
        Outcome outcome = invoke(run, steps);
        world.strict.ifPresent(mode -> retrace(mode, run, new StrictMode.Way(steps.reached(), outcome)));
        if (run.status != RunStatus.RUNNING) {
            return; // cancelled by the body of its last step
        }
        try {
            steps.conclude(outcome).carryOut(new RunEffects(world, run));
        } catch (SupersededException e) {
            // The run was cancelled meanwhile; what this call did does not count.
        }
    }

    private StepCall stepCall(Run run, Collection<StepRecord> stored, StepHost host) {
        return new StepCall(run.id, run.attempt, policyOf(run), new Memo(stored), host);
    }

    private AttemptPolicy policyOf(Run run) {
        return policy.withRetries(run.function.definition().retries());
    }

    private Outcome invoke(Run run, StepCall steps) {
        RunContext context = new RunContext(
                run.id,
                run.function.id(),
                run.trigger.id(),
                run.attempt,
                policyOf(run).retries() + 1);
        return run.function.invoke(new Call(run.trigger, context, steps, world.codec));
    }

    /** Calls the function again with what was stored after each step of its last call. */
    private void retrace(StrictMode mode, Run run, StrictMode.Way way) {
        mode.check(run, way);
        for (List<StepRecord> stored : mode.takeCommits()) {
            StepCall probe = stepCall(run, stored, new ProbeHost(world.journal.now(), world.codec));
            Outcome outcome = invoke(run, probe);
            mode.check(run, new StrictMode.Way(probe.reached(), outcome));
        }
    }
}
