package dev.gamelan.test;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.AttemptPolicy;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.StepHost.PreparedEvent;
import dev.gamelan.event.OutgoingEvent;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The server in small: delivers events, starts runs and makes them go on, one after the other. */
final class World {

    private static final int MAX_CALLS = 5_000;

    final JsonbCodec codec = new JsonbCodec();
    final Journal journal;
    final Doubles doubles;
    final List<Run> runs = new ArrayList<>();
    final List<AcceptedEvent> sent = new ArrayList<>();
    Optional<StrictMode> strict = Optional.empty();

    private List<ReflectedFunction> functions;
    private final Calls calls;
    private final Deque<AcceptedEvent> undelivered = new ArrayDeque<>();
    private boolean busy;

    World(List<ReflectedFunction> functions, Instant start, AttemptPolicy policy) {
        this.functions = functions;
        this.journal = new Journal(codec, start);
        this.doubles = new Doubles(codec);
        this.calls = new Calls(this, policy);
    }

    void use(AttemptPolicy other) {
        calls.use(other);
    }

    List<ReflectedFunction> functions() {
        return functions;
    }

    /** From now on these are the functions, for the runs that are alive too. */
    void redeploy(List<ReflectedFunction> others) {
        functions = others;
        runs.stream()
                .filter(run -> !run.status.isTerminal())
                .forEach(run -> run.redeploy(function(run.function.id()), journal.now()));
    }

    private Optional<ReflectedFunction> function(String id) {
        return functions.stream().filter(candidate -> candidate.id().equals(id)).findFirst();
    }

    // ---- Events ----

    /**
     * @param accepted what is accepted is added to it
     * @return the ids of all, also of repetitions
     * @throws IllegalArgumentException when the server would refuse one of them; then none is accepted
     */
    List<String> send(List<?> events, List<AcceptedEvent> accepted) {
        List<Journal.Prepared> prepared = events.stream()
                .map(event -> journal.prepare(event instanceof OutgoingEvent o ? o : OutgoingEvent.of(event)))
                .toList();
        accepted.addAll(accept(prepared));
        return prepared.stream().map(PreparedEvent::id).toList();
    }

    List<AcceptedEvent> accept(List<? extends PreparedEvent> prepared) {
        List<AcceptedEvent> accepted = journal.accept(
                prepared,
                event -> runs.stream().anyMatch(run -> run.trigger.equals(event) && !run.status.isTerminal()));
        undelivered.addAll(accepted);
        return accepted;
    }

    /** First it cancels, then it wakes, then it starts. */
    private void deliver(AcceptedEvent event) {
        List<Run> before = List.copyOf(runs);
        before.stream().filter(run -> run.isCancelledBy(event)).forEach(run -> cancel(run, by(event)));
        before.forEach(run -> run.wakeBy(event));
        functions.stream()
                .filter(function -> function.isStartedBy(event))
                .forEach(function -> start(function, event, Optional.empty()));
    }

    /** The first event that ends this wait, if it is there already. */
    Optional<AcceptedEvent> find(Run run, Await.ForEvent wait) {
        return journal.notBefore(run.trigger)
                .filter(event -> run.isResolvedBy(event, wait))
                .findFirst();
    }

    boolean signal(String name, String json) {
        JsonObject output = Jsons.object()
                .add("signal", name)
                .add("data", JsonbCodec.parse(json))
                .build();
        return runs.stream().anyMatch(run -> run.takeSignal(name, output));
    }

    // ---- Runs ----

    private Run start(ReflectedFunction function, AcceptedEvent event, Optional<Run.Invoker> invoker) {
        Instant now = journal.now();
        Instant due = event.timestamp().isAfter(now) ? event.timestamp() : now;
        Run run = new Run(journal.nextId(), function, event, invoker, due);
        runs.add(run);
        // A cancelling event of the same request may have been delivered before.
        journal.notBefore(event)
                .filter(other -> !undelivered.contains(other) && run.isCancelledBy(other))
                .findFirst()
                .ifPresent(other -> cancel(run, by(other)));
        return run;
    }

    private static String by(AcceptedEvent event) {
        return "by event " + event.id() + " (" + event.name() + ")";
    }

    void cancel(Run run, String reason) {
        cancel(run, RunError.of("Cancelled", reason));
    }

    private void cancel(Run run, RunError reason) {
        if (!run.status.isTerminal()) {
            run.error = Optional.of(reason);
            run.become(RunStatus.CANCELLED);
            end(run, AcceptedEvent.CANCELLED);
        }
    }

    /** To be called when a run has become what it will be for ever. */
    void end(Run run, String... events) {
        run.awaits.clear();
        run.blocking = Set.of();
        run.invoker.ifPresent(invoker -> answer(invoker, run));
        if (!run.trigger.isLifecycle()) {
            for (String name : events) {
                undelivered.add(journal.record(name, lifecycle(run)));
            }
        }
    }

    private static void answer(Run.Invoker invoker, Run child) {
        invoker.run()
                .resolve(
                        child.status == RunStatus.COMPLETED
                                ? invoker.step().completed(child.output.orElseThrow())
                                : invoker.step().failed(child.error.orElseThrow()));
    }

    private static JsonObject lifecycle(Run run) {
        JsonObjectBuilder data = Jsons.object()
                .add("function_id", run.function.id())
                .add("run_id", run.id)
                .add("event", run.trigger.toJson());
        run.output.ifPresent(output -> data.add("result", JsonbCodec.parse(output)));
        run.error
                .filter(error -> run.status != RunStatus.COMPLETED)
                .ifPresent(error -> data.add("error", JsonbCodec.parse(error.toJson())));
        return data.build();
    }

    void invoke(Run parent, Await.Invocation invocation) {
        String id = invocation.step().subject().orElseThrow();
        JsonObject payload = JsonbCodec.object(invocation.payload());
        Run.Invoker invoker = new Run.Invoker(parent, invocation.step());
        if (doubles.hasFunction(id)) {
            parent.resolve(doubles.call(invocation.step(), payload));
            return;
        }
        ReflectedFunction function = function(id)
                .orElseThrow(() -> new AssertionError(
                        parent + " invokes '" + id + "', which is no function of the beans under test."
                                + " Give its bean to FunctionTest.of, or stand in for it with mockFunction(\"" + id
                                + "\", …)"));
        start(function, journal.internal(AcceptedEvent.INVOKED, payload), Optional.of(invoker));
    }

    // ---- Time ----

    void advanceTo(Instant target) {
        goOn();
        for (Optional<Instant> next = nextDue(); isDue(next, target); next = nextDue()) {
            journal.moveTo(next.orElseThrow());
            goOn();
        }
        journal.moveTo(target);
    }

    private static boolean isDue(Optional<Instant> next, Instant target) {
        return next.filter(time -> !time.isAfter(target)).isPresent();
    }

    private Optional<Instant> nextDue() {
        return runs.stream().map(Run::nextDue).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    /** Everything that can happen without the clock being moved. */
    void goOn() {
        if (busy) {
            return; // a step's body has sent an event: what follows from it happens after the body
        }
        busy = true;
        try {
            int count = 0;
            for (Optional<Run> run = next(); run.isPresent(); run = next()) {
                if (++count > MAX_CALLS) {
                    throw new AssertionError("functions start each other without end: " + MAX_CALLS
                            + " calls at one moment, the last one of " + run.get());
                }
                calls.call(run.get());
            }
        } finally {
            busy = false;
        }
    }

    /** Which run goes on next, after all events are delivered and all limits are kept. */
    private Optional<Run> next() {
        Instant now = journal.now();
        while (!undelivered.isEmpty()) {
            deliver(undelivered.remove());
        }
        runs.stream()
                .filter(run ->
                        run.finishLimit().filter(limit -> !limit.isAfter(now)).isPresent())
                .toList()
                .forEach(run -> cancel(
                        run, RunError.of("Timeout", "the run did not end within its time limit (@Timeouts finish)")));
        return runs.stream().filter(run -> run.canGoOn(now)).findFirst();
    }
}
