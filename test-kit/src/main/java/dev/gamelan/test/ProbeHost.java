package dev.gamelan.test;

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

/** Lets a function come as far as the memo goes, and no further: nothing is carried out and nothing stored. */
record ProbeHost(Instant now, Codec codec) implements StepHost {

    private static SupersededException stop() {
        return new SupersededException("far enough");
    }

    @Override
    public Object call(StepId step, Body<?> body) {
        throw stop();
    }

    @Override
    public void record(List<StepChange> changes) {
        throw stop();
    }

    @Override
    public void record(List<StepChange> changes, List<PreparedEvent> events) {
        throw stop();
    }

    @Override
    public PreparedEvent prepare(OutgoingEvent event) {
        return event::name;
    }

    @Override
    public void inTransaction(TransactionBody body) {
        throw stop();
    }

    @Override
    public Optional<StepRecord> await(List<StepChange> changes, Await.ForEvent wait) {
        throw stop();
    }

    @Override
    public Optional<StepRecord> await(List<StepChange> changes, Await.ForSignal wait) {
        throw stop();
    }

    @Override
    public StepRecord giveUp(List<StepChange> changes, StepRecord step) {
        throw stop();
    }

    @Override
    public boolean signal(String signal, String json) {
        throw stop();
    }

    @Override
    public void sideBySide(List<Runnable> tasks) {
        tasks.forEach(Runnable::run);
    }
}
