package dev.gamelan.test;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.Codec;
import dev.gamelan.engine.step.StepChange;
import dev.gamelan.engine.step.StepHost;
import dev.gamelan.engine.step.StepId;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.SupersededException;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.step.Body;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a run's steps change in the world of a test. */
record RunHost(World world, Run run) implements StepHost {

    @Override
    public Instant now() {
        return world.journal.now();
    }

    @Override
    public Object call(StepId step, Body<?> body) throws Exception {
        return world.doubles.call(step, body);
    }

    @Override
    public void record(List<StepChange> changes) {
        put(changes);
    }

    @Override
    public void record(List<StepChange> changes, List<PreparedEvent> events) {
        put(changes);
        List<AcceptedEvent> accepted = world.accept(events);
        run.sent.addAll(accepted);
        world.sent.addAll(accepted);
    }

    @Override
    public PreparedEvent prepare(OutgoingEvent event) {
        return world.journal.prepare(event);
    }

    @Override
    public void inTransaction(TransactionBody body) throws Exception {
        put(body.call());
    }

    @Override
    public Optional<StepRecord> await(List<StepChange> changes, Await.ForEvent wait) {
        put(changes);
        run.awaits.put(wait.step().key(), wait);
        Optional<StepRecord> resolved = world.find(run, wait)
                .map(event -> wait.step().resolvedBy(event.id(), event.toJson().toString()));
        resolved.ifPresent(run::put);
        return resolved;
    }

    @Override
    public Optional<StepRecord> await(List<StepChange> changes, Await.ForSignal wait) {
        put(changes);
        String signal = wait.step().subject().orElseThrow();
        boolean taken = world.runs.stream()
                .flatMap(other -> other.awaits.values().stream())
                .anyMatch(other -> other instanceof Await.ForSignal
                        && other.step().subject().equals(wait.step().subject()));
        if (!taken) {
            run.awaits.put(wait.step().key(), wait);
            return Optional.empty();
        }
        StepRecord failed = wait.step()
                .failed(RunError.of("SignalConflict", "another run already waits for the signal '" + signal + "'"));
        run.put(failed);
        return Optional.of(failed);
    }

    @Override
    public StepRecord giveUp(List<StepChange> changes, StepRecord step) {
        if (run.awaits.get(step.key()) instanceof Await.ForEvent wait) {
            Optional<AcceptedEvent> event = world.find(run, wait);
            if (event.isPresent()) {
                StepRecord resolved = wait.step()
                        .resolvedBy(event.get().id(), event.get().toJson().toString());
                put(changes);
                run.put(resolved);
                return resolved;
            }
        }
        put(changes);
        return step;
    }

    @Override
    public boolean signal(String signal, String json) {
        return world.signal(signal, json);
    }

    @Override
    public void sideBySide(List<Runnable> tasks) {
        world.strict.map(mode -> mode.shuffled(tasks)).orElse(tasks).forEach(Runnable::run);
    }

    @Override
    public Codec codec() {
        return world.codec;
    }

    private void put(List<StepChange> changes) {
        if (run.status != RunStatus.RUNNING) {
            throw new SupersededException(run + " is " + run.status);
        }
        changes.forEach(change -> run.put(change.step()));
        world.strict.ifPresent(mode -> mode.committed(run));
    }
}
