package dev.gamelan.engine.step;

import dev.gamelan.deploy.Suspension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What one call stores and in which order; a host that fails makes it give up the whole call, which is not the function's fault. */
final class Journal {

    private final Memo memo;
    private final StepHost host;

    /** Not worth a commit of their own: they are stored with whatever is stored next. */
    private final List<StepChange> notes = new ArrayList<>();

    /** Stored when the call ends; until then the store does not know these steps, and nothing can have become of them. */
    private final Map<String, Await> awaits = new LinkedHashMap<>();

    /** The result of the last step, on its way to the database. */
    private StepHost.Recording underWay = () -> {};

    private volatile boolean progressed;
    private volatile RuntimeException abandoned;

    Journal(Memo memo, StepHost host) {
        this.memo = memo;
        this.host = host;
    }

    /** A step after an attempt: its result is stored while the function goes on, a failure when the call ends. */
    void store(StepRecord step) {
        StepChange change = memo.put(step);
        if (step.status().isFinal()) {
            List<StepChange> changes = inTurn(change);
            underWay = storing(() -> host.begin(changes));
        } else {
            notes.add(change); // the call ends here
        }
    }

    /** A step that sends events, with these. */
    void store(StepRecord step, List<StepHost.PreparedEvent> events) {
        List<StepChange> changes = inTurn(memo.put(step));
        storing(() -> host.record(changes, events));
    }

    /** A step that goes on beside others, whose threads wait for nobody. */
    void storeBesideOthers(StepRecord step) {
        StepChange change = memo.put(step);
        storing(() -> host.record(List.of(change)));
    }

    /** A step that its own transaction has stored. */
    void committed(StepRecord step) {
        memo.put(step);
        progressed = true;
    }

    /** @return the step */
    StepRecord note(StepRecord step) {
        notes.add(memo.put(step));
        return step;
    }

    /** A wait that is stored when the call ends. */
    void await(Await wait) {
        awaits.put(wait.step().key(), wait);
        memo.put(wait.step());
    }

    boolean isStoredAtTheEnd(String key) {
        return awaits.containsKey(key);
    }

    /** A wait that is stored now, and may have its result already. */
    void register(StepRecord step, Function<List<StepChange>, Optional<StepRecord>> store) {
        List<StepChange> changes = inTurn(memo.put(step));
        storing(() -> store.apply(changes)).ifPresent(memo::put);
    }

    /** @return the step as it is stored now: what it waited for may have come in time */
    StepRecord giveUp(StepRecord over) {
        List<StepChange> changes = inTurn(new StepChange(over, false));
        StepRecord stored = storing(() -> host.giveUp(changes, over));
        memo.put(stored);
        return stored;
    }

    /** @return whether somebody waited for it */
    boolean signal(String signal, String json) {
        awaitRecording();
        return storing(() -> host.signal(signal, json));
    }

    /** No step begins before the results of those before it are stored. */
    void awaitRecording() {
        try {
            underWay.await();
            underWay = () -> {};
        } catch (RuntimeException e) {
            throw abandon(e);
        }
    }

    void flushNotes() {
        awaitRecording();
        if (!notes.isEmpty()) {
            List<StepChange> changes = List.copyOf(notes);
            notes.clear();
            storing(() -> host.record(changes));
        }
    }

    /** A clock that cannot be read is no fault of the function's. */
    Instant now() {
        try {
            return host.now();
        } catch (RuntimeException e) {
            throw abandon(e);
        }
    }

    Suspension abandon(RuntimeException e) {
        abandoned = e;
        return new Suspension("abandoned");
    }

    /** Why this call could not store what it had to. */
    Optional<RuntimeException> abandoned() {
        return Optional.ofNullable(abandoned);
    }

    boolean hasProgressed() {
        return progressed;
    }

    List<StepChange> notes() {
        return List.copyOf(notes);
    }

    List<Await> awaits() {
        return List.copyOf(awaits.values());
    }

    /** @return the change with the notes before it, when what is under way is stored */
    private List<StepChange> inTurn(StepChange change) {
        List<StepChange> changes = new ArrayList<>(notes);
        changes.add(change);
        notes.clear();
        awaitRecording();
        return changes;
    }

    private void storing(Runnable action) {
        storing(() -> {
            action.run();
            return true;
        });
    }

    private <T> T storing(Supplier<T> action) {
        try {
            T result = action.get();
            progressed = true;
            return result;
        } catch (RuntimeException e) {
            throw abandon(e);
        }
    }
}
