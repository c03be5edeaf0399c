package dev.gamelan.engine.simulation;

import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.Codec;
import dev.gamelan.engine.step.Decision;
import dev.gamelan.engine.step.StepChange;
import dev.gamelan.engine.step.StepHost;
import dev.gamelan.engine.step.StepId;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.step.Body;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The node on which one call goes on. It can freeze or die before and after everything that it stores. */
final class SimulatedNode implements StepHost, Codec {

    private static final Jsonb JSONB = JsonbBuilder.create();

    private final Simulation simulation;
    private final Store store;
    private final Row run;
    private final long token;
    private boolean dead;

    /** On its way to the store: lost if the node dies before. */
    private List<StepChange> underWay = List.of();

    SimulatedNode(Simulation simulation, Row run, long token) {
        this.simulation = simulation;
        this.store = simulation.store;
        this.run = run;
        this.token = token;
    }

    /** The process is gone. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("crash");
        }
    }

    /** A transaction of this node's. */
    void store(Runnable transaction) {
        crashPoint();
        simulation.perhapsFreeze();
        transaction.run();
        crashPoint();
        simulation.perhapsFreeze();
    }

    private void crashPoint() {
        if (dead || simulation.crashes()) {
            dead = true;
            throw new Crash();
        }
    }

    @Override
    public Object call(StepId step, Body<?> body) throws Exception {
        crashPoint();
        String key = step.key();
        if (store.isEntitled(run, token) && run.hasEnded(key)) {
            store.violations.add("I-7: " + run.id + " carries out " + step + " although it has ended");
        }
        if (run.status.isTerminal()) {
            run.executionsAfterTheEnd++;
        }
        run.executions.merge(key, 1, Integer::sum);
        simulation.perhapsFreeze();
        crashPoint();
        return body.call();
    }

    @Override
    public Instant now() {
        return store.now;
    }

    @Override
    public void record(List<StepChange> changes) {
        store(() -> store.record(run, token, changes));
    }

    @Override
    public Recording begin(List<StepChange> changes) {
        crashPoint();
        underWay = changes;
        if (simulation.random.nextBoolean()) {
            flush();
        }
        return this::flush;
    }

    private void flush() {
        if (!underWay.isEmpty()) {
            List<StepChange> changes = underWay;
            record(changes);
            underWay = List.of();
        }
    }

    /** What is on its way comes first: in the same transaction or in one of its own. */
    void conclude(Decision decision) {
        if (simulation.random.nextBoolean()) {
            flush();
        }
        List<StepChange> changes = underWay;
        store(() -> {
            if (!changes.isEmpty()) {
                store.record(run, token, changes);
            }
            store.conclude(run, token, decision);
        });
    }

    @Override
    public void record(List<StepChange> changes, List<PreparedEvent> events) {
        store(() -> {
            store.record(run, token, changes);
            events.forEach(event -> store.accept(((Prepared) event).name(), event.id()));
        });
    }

    private record Prepared(String name, String id) implements PreparedEvent {}

    @Override
    public PreparedEvent prepare(OutgoingEvent event) {
        return new Prepared(event.name(), "s" + Long.toHexString(simulation.random.nextLong()));
    }

    @Override
    public void inTransaction(TransactionBody body) throws Exception {
        List<StepChange> changes = body.call();
        store(() -> {
            store.record(run, token, changes);
            changes.forEach(change -> run.committedEffects.merge(change.step().key(), 1, Integer::sum));
        });
    }

    @Override
    public Optional<StepRecord> await(List<StepChange> changes, Await.ForEvent wait) {
        store(() -> store.await(run, token, changes, wait));
        StepRecord[] found = new StepRecord[1];
        store(() ->
                found[0] = store.look(new Store.Look(run, wait.step().key())).orElse(null));
        return Optional.ofNullable(found[0]);
    }

    @Override
    public Optional<StepRecord> await(List<StepChange> changes, Await.ForSignal wait) {
        throw new UnsupportedOperationException("no signals here");
    }

    @Override
    public StepRecord giveUp(List<StepChange> changes, StepRecord step) {
        StepRecord[] stored = new StepRecord[1];
        store(() -> stored[0] = store.giveUp(run, token, changes, step));
        return stored[0];
    }

    @Override
    public boolean signal(String signal, String json) {
        throw new UnsupportedOperationException("no signals here");
    }

    @Override
    public void sideBySide(List<Runnable> tasks) {
        Collections.shuffle(tasks, simulation.random);
        tasks.forEach(Runnable::run);
    }

    @Override
    public Codec codec() {
        return this;
    }

    @Override
    public String write(Object value) {
        return value == null ? "null" : JSONB.toJson(value);
    }

    @Override
    public Object read(String json, Type type) {
        return JSONB.fromJson(json, type);
    }
}
