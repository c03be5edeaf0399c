package dev.gamelan.engine.step;

import dev.gamelan.deploy.Outcome;
import dev.gamelan.deploy.Suspension;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.AttemptPolicy;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.event.Event;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.step.Body;
import dev.gamelan.step.Pending;
import dev.gamelan.step.Step;
import dev.gamelan.step.StepFailedException;
import dev.gamelan.step.Wait;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One call of a function, from its first line: hands out what is known of its steps, carries out the first that is not, and
 * leaves the function when it has to wait.
 *
 * <p>Steps in sequence are carried out in the same call, each stored before the next one starts; nothing is replayed between
 * them. The code between two steps does not wait for that: it may run again after a crash anyway. Replaying is for what comes after a sleep, a wait, a retry or a crash.
 */
public final class StepCall {

    /** Most steps of one run. */
    public static final int MAX_STEPS = 1_000;

    /** The step that a thread is carrying out. */
    private static final ThreadLocal<Attempt> CURRENT = new ThreadLocal<>();

    private static final long MAX_OUTPUT = 32L * 1024 * 1024;

    private final String runId;
    private final int functionAttempt;
    private final AttemptPolicy policy;
    private final Memo memo;
    private final StepHost host;
    private final Results results;
    private final Thread thread = Thread.currentThread();

    /** How often each id came up in this call. */
    private final Map<String, Integer> occurrences = new HashMap<>();

    private final Set<String> keys = new HashSet<>();

    private final Map<String, Planned> planned = new LinkedHashMap<>();

    /** Not worth a commit of their own: they are stored with whatever is stored next. */
    private final List<StepChange> notes = new ArrayList<>();

    /** Stored when the call ends; until then the store does not know these steps, and nothing can have become of them. */
    private final Map<String, Await> awaits = new LinkedHashMap<>();

    private final List<Reached> reached = new ArrayList<>();
    /** The result of the last step, on its way to the database. */
    private StepHost.Recording underWay = () -> {};

    private volatile boolean progressed;
    private volatile RuntimeException abandoned;
    private Set<String> blocking;

    /**
     * To be made by the thread that calls the function.
     *
     * @param functionAttempt which attempt of the function's body this is, 0 for the first
     * @param policy the function's, for its steps and for itself
     */
    public StepCall(String runId, int functionAttempt, AttemptPolicy policy, Memo memo, StepHost host) {
        this.runId = runId;
        this.functionAttempt = functionAttempt;
        this.policy = policy;
        this.memo = memo;
        this.host = host;
        this.results = new Results(host.codec());
    }

    public Step steps() {
        return new Steps(this, policy.retries());
    }

    /**
     * A step that the function came to.
     *
     * @param kind what it is in the code of today
     */
    public record Reached(StepId id, StepKind kind) {}

    /** The steps that the function came to in this call, in order. A stored step that is not among them may come later. */
    public List<Reached> reached() {
        return List.copyOf(reached);
    }

    /** What a body can ask about itself. */
    record Attempt(String step, String idempotencyKey, int attempt) {}

    private record Planned(StepId id, String key, Body<?> body, Await.Invocation invocation, Type type, int retries) {}

    // ---- Steps that are carried out here ----

    Object run(String name, Body<?> body, Type type, int retries) {
        StepId id = enter(name);
        String key = id.key();
        Optional<StepRecord> known = known(id, key, StepKind.RUN);
        if (known.isEmpty() || !isFinalOrNotDue(known.get())) {
            awaitRecording();
            StepRecord done = attempt(id, key, known, () -> resultOf(id, body, type), retries);
            store(done);
            return result(done, type);
        }
        return resultOrSuspend(known.get(), type);
    }

    Object transactional(String name, Body<?> body, Type type, int retries) {
        StepId id = enter(name);
        String key = id.key();
        Optional<StepRecord> known = known(id, key, StepKind.RUN);
        if (known.isPresent() && isFinalOrNotDue(known.get())) {
            return resultOrSuspend(known.get(), type);
        }
        awaitRecording();
        StepRecord[] stored = new StepRecord[1];
        StepRecord done = attempt(
                id,
                key,
                known,
                () -> {
                    long start = System.nanoTime();
                    host.inTransaction(() -> {
                        stored[0] = known.orElseGet(() -> StepRecord.of(id, key, StepKind.RUN, StepStatus.COMPLETED))
                                .completed(resultOf(id, body, type))
                                .took(since(start));
                        return List.of(new StepChange(stored[0], known.isEmpty()));
                    });
                    return "null"; // stored already
                },
                retries);
        if (done.status() == StepStatus.COMPLETED) {
            memo.put(stored[0]);
            progressed = true;
            return result(stored[0], type);
        }
        store(done);
        return result(done, type);
    }

    /** One attempt: the step as it is to be stored after it. */
    private StepRecord attempt(
            StepId id, String key, Optional<StepRecord> known, Callable<String> result, int retries) {
        StepRecord before = known.orElseGet(() -> StepRecord.of(id, key, StepKind.RUN, StepStatus.RETRYING));
        CURRENT.set(new Attempt(id.id(), runId + ":" + key, before.attempt()));
        long start = System.nanoTime();
        try {
            return before.completed(result.call()).took(since(start));
        } catch (SupersededException e) {
            throw abandon(e);
        } catch (Suspension e) {
            throw e;
        } catch (Throwable thrown) {
            // Errors too: a body that overflows the stack has failed like any other.
            return failed(before.took(since(start)), thrown, retries);
        } finally {
            CURRENT.remove();
        }
    }

    private String resultOf(StepId id, Body<?> body, Type type) throws Exception {
        String json = results.write(id.id(), host.call(id, body), type);
        if (memo.outputLength() + json.length() > MAX_OUTPUT) {
            throw Misuse.of(
                    id.id(),
                    "the results of this run's steps come to more than 32 MiB. Store them elsewhere, return where they are");
        }
        return json;
    }

    private StepRecord failed(StepRecord step, Throwable thrown, int retries) {
        return policy.withRetries(retries)
                .retryDelay(thrown, step.attempt())
                .map(delay -> step.retrying(RunError.of(thrown), now().plus(delay)))
                .orElseGet(() -> step.failed(RunError.of(thrown)));
    }

    List<String> sendEventIds(String json) {
        return object(json).getJsonArray("ids").getValuesAs(value -> ((JsonString) value).getString());
    }

    List<String> sendEvent(String name, List<Object> payloads) {
        StepId id = enter(name);
        String key = id.key();
        Optional<StepRecord> known = known(id, key, StepKind.SEND_EVENT);
        if (known.isEmpty()) {
            List<StepHost.PreparedEvent> events = new ArrayList<>();
            JsonArrayBuilder ids = Jsons.array();
            for (Object payload : payloads) {
                StepHost.PreparedEvent event = prepare(name, payload);
                events.add(event);
                ids.add(event.id());
            }
            String json = Jsons.object().add("ids", ids).build().toString();
            StepRecord done = StepRecord.of(id, key, StepKind.SEND_EVENT, StepStatus.COMPLETED)
                    .completed(json);
            List<StepChange> changes = withNotes(memo.put(done));
            awaitRecording();
            storing(() -> host.record(changes, events));
            return sendEventIds(json);
        }
        return sendEventIds(known.get().output().orElseThrow());
    }

    private StepHost.PreparedEvent prepare(String step, Object payload) {
        try {
            return host.prepare(payload instanceof OutgoingEvent event ? event : OutgoingEvent.of(payload));
        } catch (IllegalArgumentException e) {
            throw Misuse.of(step, e.getMessage());
        }
    }

    boolean sendSignal(String name, String signal, Object data) {
        StepId id = enter(name);
        String key = id.key();
        Optional<StepRecord> known = known(id, key, StepKind.SEND_SIGNAL);
        if (known.isPresent()) {
            return known.get().output().orElse("").equals("true");
        }
        String json = results.writePayload(name, data);
        awaitRecording();
        boolean received = storing(() -> host.signal(signal, json));
        store(StepRecord.of(id, key, StepKind.SEND_SIGNAL, StepStatus.COMPLETED).completed(String.valueOf(received)));
        return received;
    }

    // ---- Steps that go on side by side ----

    <T> Pending<T> plan(String name, Body<?> body, Type type, int retries) {
        StepId id = enter(name);
        checkNotPlanned(name);
        known(id, id.key(), StepKind.RUN);
        return plan(new Planned(id, id.key(), body, null, type, retries));
    }

    <T> Pending<T> planInvocation(String name, FunctionReference function, Object payload, Duration timeout) {
        StepId id = enter(name);
        checkNotPlanned(name);
        String key = id.key();
        known(id, key, StepKind.INVOKE);
        StepRecord waiting = StepRecord.of(id, key, StepKind.INVOKE, StepStatus.WAITING)
                .waitingFor(function.functionId(), now().plus(timeout));
        String json = results.writePayload(name, payload);
        if (!json.startsWith("{")) {
            throw Misuse.of(name, "the payload of an invocation must be an object in JSON: a record, a bean, a map");
        }
        return plan(new Planned(id, key, null, new Await.Invocation(waiting, json), function.result(), 0));
    }

    private <T> Pending<T> plan(Planned step) {
        planned.put(step.key(), step);
        return new PendingStep<>(this, step);
    }

    private record PendingStep<T>(StepCall call, Planned step) implements Pending<T> {

        @Override
        public String id() {
            return step.id().id();
        }

        @Override
        @SuppressWarnings("unchecked")
        public T join() {
            return (T) call.join(step);
        }
    }

    private void checkNotPlanned(String name) {
        boolean twice =
                planned.values().stream().anyMatch(other -> other.id().id().equals(name));
        if (twice) {
            throw Misuse.of(
                    name,
                    "a step of this id is already planned and not joined. Steps that go on side by side need different ids,"
                            + " for instance \"" + name + "-\" + i");
        }
    }

    private Object join(Planned step) {
        checkThread(step.id().id());
        startPlanned();
        StepRecord state = settle(step.key());
        if (state == null || !state.status().isFinal()) {
            throw suspend(Set.of(step.key()));
        }
        planned.remove(step.key());
        return result(state, step.type());
    }

    void joinAll(List<? extends Pending<?>> steps) {
        checkThread("joinAll");
        joinPlanned(steps.stream().map(this::plannedOf).toList());
    }

    private Planned plannedOf(Pending<?> step) {
        if (step instanceof PendingStep<?> pending && pending.call() == this) {
            return pending.step();
        }
        throw Misuse.of(
                step.id(), "it was planned by another call of a function. Plan it in this one; keep it in no field");
    }

    private void joinPlanned(List<Planned> chosen) {
        startPlanned();
        Set<String> open = chosen.stream()
                .map(Planned::key)
                .filter(key -> {
                    StepRecord state = settle(key);
                    return state == null || !state.status().isFinal();
                })
                .collect(Collectors.toSet());
        if (!open.isEmpty()) {
            throw suspend(open);
        }
        chosen.forEach(step -> planned.remove(step.key()));
        for (Planned step : chosen) {
            memo.find(step.key()).ifPresent(state -> result(state, step.type()));
        }
    }

    /** Carries out what was planned and is due; stores each result by itself. */
    private void startPlanned() {
        List<Runnable> tasks = new ArrayList<>();
        for (Planned step : planned.values()) {
            Optional<StepRecord> known = memo.find(step.key());
            if (step.invocation() != null) {
                if (known.isEmpty()) {
                    awaits.put(step.key(), step.invocation());
                    memo.put(step.invocation().step());
                }
            } else if (known.isEmpty() || !isFinalOrNotDue(known.get())) {
                tasks.add(() -> carryOut(step, known));
            }
        }
        if (!tasks.isEmpty()) {
            flushNotes();
            host.sideBySide(tasks);
            if (abandoned != null) {
                throw new Suspension("abandoned");
            }
        }
    }

    private void carryOut(Planned step, Optional<StepRecord> known) {
        try {
            StepRecord done = attempt(
                    step.id(), step.key(), known, () -> resultOf(step.id(), step.body(), step.type()), step.retries());
            StepChange change = memo.put(done);
            storing(() -> host.record(List.of(change)));
        } catch (Suspension e) {
            // Abandoned: the thread of the function sees it when all have ended.
        }
    }

    // ---- Steps that wait ----

    void sleep(String name, UnaryOperator<Instant> until) {
        StepId id = enter(name);
        String key = id.key();
        Optional<StepRecord> known = known(id, key, StepKind.SLEEP);
        if (known.isEmpty()) {
            Instant now = now();
            Instant due = until.apply(now);
            StepRecord step =
                    StepRecord.of(id, key, StepKind.SLEEP, StepStatus.WAITING).waitingUntil(due);
            if (due.isAfter(now)) {
                awaits.put(key, new Await.Sleep(step));
                memo.put(step);
            } else {
                note(step.completed("null"));
            }
        }
        StepRecord state = settle(key);
        if (!state.status().isFinal()) {
            throw suspend(Set.of(key));
        }
    }

    Optional<String> waitForEvent(String name, String eventName, Wait wait) {
        StepId id = enter(name);
        String key = id.key();
        Optional<StepRecord> known = known(id, key, StepKind.WAIT_FOR_EVENT);
        if (known.isEmpty()) {
            StepRecord step = StepRecord.of(id, key, StepKind.WAIT_FOR_EVENT, StepStatus.WAITING)
                    .waitingFor(eventName, now().plus(wait.timeout()));
            register(step, changes -> host.await(changes, new Await.ForEvent(step, wait.match())));
        }
        return outputOrSuspend(key);
    }

    Optional<Object> waitForSignal(String name, String signal, Class<?> type, Duration timeout) {
        StepId id = enter(name);
        String key = id.key();
        Optional<StepRecord> known = known(id, key, StepKind.WAIT_FOR_SIGNAL);
        if (known.isEmpty()) {
            StepRecord step = StepRecord.of(id, key, StepKind.WAIT_FOR_SIGNAL, StepStatus.WAITING)
                    .waitingFor(signal, now().plus(timeout));
            register(step, changes -> host.await(changes, new Await.ForSignal(step)));
        }
        return outputOrSuspend(key)
                .map(output -> object(output).getOrDefault("data", JsonValue.NULL))
                .map(data -> results.read(name, data.toString(), type));
    }

    private void register(StepRecord step, Function<List<StepChange>, Optional<StepRecord>> store) {
        List<StepChange> changes = withNotes(memo.put(step));
        awaitRecording();
        storing(() -> store.apply(changes)).ifPresent(memo::put);
    }

    /** The output of a wait; empty when its time was over. */
    private Optional<String> outputOrSuspend(String key) {
        StepRecord state = settle(key);
        if (!state.status().isFinal()) {
            throw suspend(Set.of(key));
        }
        if (state.status() == StepStatus.FAILED) {
            throw failure(state);
        }
        return state.output().filter(output -> !output.equals("null"));
    }

    /** The state of a step that waits, after what the clock says. */
    private StepRecord settle(String key) {
        StepRecord state = memo.find(key).orElse(null);
        if (state == null
                || state.status() != StepStatus.WAITING
                || awaits.containsKey(key)
                || state.until().orElseThrow().isAfter(now())) {
            return state;
        }
        if (state.kind() == StepKind.SLEEP) {
            return note(state.completed("null"));
        }
        StepRecord over = state.kind() == StepKind.INVOKE
                ? state.failed(RunError.of(
                        "InvocationTimeout",
                        "function " + state.subject().orElse("") + " gave no result in time; its run goes on"))
                : state.completed("null");
        List<StepChange> changes = withNotes(new StepChange(over, false));
        awaitRecording();
        StepRecord stored = storing(() -> host.giveUp(changes, over));
        memo.put(stored);
        return stored;
    }

    private Suspension suspend(Set<String> steps) {
        startPlanned();
        blocking = steps;
        return new Suspension("waits for " + steps.size() + " steps");
    }

    // ---- What all have in common ----

    private StepId enter(String name) {
        checkThread(name);
        try {
            StepId id;
            do {
                id = new StepId(name, occurrences.merge(name, 1, Integer::sum) - 1);
            } while (!keys.add(id.key())); // an author's own "a:1" is not the second "a"
            return id;
        } catch (IllegalArgumentException e) {
            throw Misuse.of(name.length() > 40 ? name.substring(0, 40) + "…" : name, e.getMessage());
        }
    }

    private void checkThread(String name) {
        if (CURRENT.get() != null) {
            throw Misuse.of(
                    name,
                    "it is inside step '" + CURRENT.get().step()
                            + "'. A step cannot contain another; call them one after the other, or use step.plan");
        }
        if (Thread.currentThread() != thread) {
            throw Misuse.of(
                    name,
                    "it is called by another thread than the function. Use step.plan and step.joinAll for steps side by side");
        }
        if (abandoned != null || blocking != null) {
            // The function caught the suspension and went on.
            throw new Suspension("the run does not go on now");
        }
    }

    private Optional<StepRecord> known(StepId id, String key, StepKind kind) {
        reached.add(new Reached(id, kind));
        Optional<StepRecord> known = memo.find(key);
        if (known.isPresent() && known.get().kind() != kind) {
            throw Misuse.of(
                    id.id(),
                    "it was a " + known.get().kind() + " when this run got here first, and is a " + kind
                            + " now. Give the changed step another id");
        }
        if (known.isEmpty() && memo.size() + notYetStarted() >= MAX_STEPS) {
            throw Misuse.of(id.id(), "a run can have " + MAX_STEPS + " steps; start other runs with step.invoke");
        }
        return known;
    }

    private long notYetStarted() {
        return planned.keySet().stream().filter(key -> memo.find(key).isEmpty()).count();
    }

    private boolean isFinalOrNotDue(StepRecord step) {
        return step.status().isFinal()
                || step.until().filter(due -> due.isAfter(now())).isPresent();
    }

    private Object resultOrSuspend(StepRecord step, Type type) {
        if (!step.status().isFinal()) {
            throw suspend(Set.of(step.key()));
        }
        return result(step, type);
    }

    /** The stored result, also right after the body: the same before and after a crash. */
    private Object result(StepRecord step, Type type) {
        return switch (step.status()) {
            case COMPLETED -> results.read(step.id().id(), step.output().orElseThrow(), type);
            case FAILED -> throw failure(step);
            case RETRYING, WAITING -> throw suspend(Set.of(step.key()));
        };
    }

    private static StepFailedException failure(StepRecord step) {
        RunError error = step.error().orElseThrow();
        return new StepFailedException(step.id().id(), error.name(), error.message());
    }

    private void store(StepRecord step) {
        StepChange change = memo.put(step);
        if (step.status().isFinal()) {
            List<StepChange> changes = withNotes(change);
            awaitRecording();
            underWay = storing(() -> host.begin(changes));
        } else {
            notes.add(change); // the call ends here
        }
    }

    private StepRecord note(StepRecord step) {
        notes.add(memo.put(step));
        return step;
    }

    private List<StepChange> withNotes(StepChange change) {
        List<StepChange> changes = new ArrayList<>(notes);
        changes.add(change);
        notes.clear();
        return changes;
    }

    /** No step begins before the results of those before it are stored. */
    private void awaitRecording() {
        try {
            underWay.await();
            underWay = () -> {};
        } catch (RuntimeException e) {
            throw abandon(e);
        }
    }

    private void flushNotes() {
        awaitRecording();
        if (!notes.isEmpty()) {
            List<StepChange> changes = List.copyOf(notes);
            notes.clear();
            storing(() -> host.record(changes));
        }
    }

    /** A clock that cannot be read is no fault of the function's. */
    private Instant now() {
        try {
            return host.now();
        } catch (RuntimeException e) {
            throw abandon(e);
        }
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

    private Suspension abandon(RuntimeException e) {
        abandoned = e;
        return new Suspension("abandoned");
    }

    Attempt current(String method) {
        Attempt attempt = CURRENT.get();
        if (attempt == null) {
            throw Misuse.of(method, "step." + method + "() can only be called within the body of a step");
        }
        return attempt;
    }

    Object dataOf(String name, String event, Type type) {
        return results.read(name, object(event).getJsonObject("data").toString(), type);
    }

    static Event<JsonObject> eventOf(String json) {
        JsonObject event = object(json);
        return new Event<>(
                event.getString("id"),
                event.getString("name"),
                event.getJsonObject("data"),
                Instant.ofEpochMilli(event.getJsonNumber("ts").longValue()));
    }

    private static JsonObject object(String json) {
        return Jsons.parse(json).asJsonObject();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    // ---- The end of the call ----

    /** To be called when the function has returned, by its thread: what it planned and did not join is waited for too. */
    public void returned() {
        if (abandoned == null && blocking == null && !planned.isEmpty()) {
            joinPlanned(List.copyOf(planned.values()));
        }
    }

    /**
     * @return what happens to the run now
     * @throws RuntimeException why this call could not store what it had to: nothing happens to the run then, at least not by
     *     this call
     */
    public Decision conclude(Outcome outcome) {
        if (abandoned != null) {
            throw abandoned;
        }
        if (blocking != null) {
            return new Decision.Suspend(List.copyOf(notes), List.copyOf(awaits.values()), blocking, wakeUp());
        }
        if (outcome instanceof Outcome.Returned returned) {
            return complete(returned.value());
        }
        return failed(((Outcome.Thrown) outcome).error());
    }

    private Decision failed(Throwable thrown) {
        // Each step that ends starts the count of the function's own attempts anew.
        int attempt = progressed ? 0 : functionAttempt;
        RunError error = RunError.of(thrown);
        return policy.retryDelay(thrown, attempt)
                .<Decision>map(delay -> new Decision.Retry(error, delay, attempt + 1, List.copyOf(notes)))
                .orElseGet(() -> new Decision.Fail(error, List.copyOf(notes)));
    }

    private Decision complete(Object value) {
        try {
            String json = host.codec().write(value);
            if (Results.isLongerThan(json, Results.MAX_BYTES)) {
                throw new NonRetriableException("the function returned more than 4 MiB of JSON");
            }
            return new Decision.Complete(json, List.copyOf(notes));
        } catch (IllegalArgumentException | NonRetriableException e) {
            return new Decision.Fail(
                    RunError.of(
                            new NonRetriableException("the function's result cannot be stored: " + e.getMessage(), e)),
                    List.copyOf(notes));
        }
    }

    /** When the clock alone is a reason to go on: for what blocks, and for planned steps that are to be tried again. */
    private Optional<Instant> wakeUp() {
        return Stream.concat(blocking.stream(), planned.keySet().stream())
                .map(memo::find)
                .flatMap(Optional::stream)
                .filter(step -> blocking.contains(step.key()) || step.status() == StepStatus.RETRYING)
                .map(StepRecord::until)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }
}
