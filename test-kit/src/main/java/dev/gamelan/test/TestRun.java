package dev.gamelan.test;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.StepId;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import dev.gamelan.event.Event;
import dev.gamelan.step.TypeRef;
import jakarta.json.JsonObject;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A run of a function under test: where it is now, and how it got there. It changes as the test goes on; every method tells the
 * state of the moment.
 *
 * <p>Steps are named as their function names them. The repetitions of an id have a number, as everywhere: {@code mail},
 * {@code mail:1}, {@code mail:2}.
 */
public final class TestRun {

    private final World world;
    private final Supplier<Run> run;

    TestRun(World world, Supplier<Run> run) {
        this.world = world;
        this.run = run;
    }

    static String nameOf(StepId id) {
        return id.index() == 0 ? id.id() : id.id() + ":" + id.index();
    }

    /** The run's id, as {@link dev.gamelan.function.RunContext#runId} has it. */
    public String id() {
        return run().id;
    }

    /** The id of its function. */
    public String functionId() {
        return run().function.id();
    }

    /**
     * {@code QUEUED} before its start and before a retry of the body, {@code WAITING} in a sleep, a wait or before a step's retry,
     * {@code NEEDS_ATTENTION} when a step is not what it was when this run recorded it; {@link #error()} says which.
     */
    public RunStatus status() {
        return run().status;
    }

    /**
     * What the function returned, read as the type that its method has: after a way through JSON, as in the server.
     *
     * @throws AssertionError when it has not completed; the message says what it does instead
     */
    public Object result() {
        return read(run().function.resultType());
    }

    /** {@link #result()} as this type. */
    public <T> T result(Class<T> type) {
        return type.cast(read(type));
    }

    /** {@link #result()} as this type. */
    @SuppressWarnings("unchecked")
    public <T> T result(TypeRef<T> type) {
        return (T) read(type.type());
    }

    private Object read(Type type) {
        Run state = run();
        if (state.status != RunStatus.COMPLETED) {
            throw new AssertionError(this + ", so it has no result");
        }
        boolean isNothing = type == void.class || state.output.orElseThrow().equals("null");
        return isNothing ? null : world.codec.read(state.output.orElseThrow(), type);
    }

    /** Why it failed or was cancelled, or why the last attempt of its body failed; else empty. */
    public Optional<RunError> error() {
        return run().error;
    }

    /** The steps that have ended, with a result or for good without, in the order in which they did. */
    public List<String> steps() {
        return run().steps.values().stream()
                .filter(step -> step.status().isFinal())
                .map(step -> nameOf(step.id()))
                .toList();
    }

    /** The recorded steps that the function did not ask for before it returned: those that {@link FunctionTest#redeploy} took away. */
    public List<String> orphanedSteps() {
        Run state = run();
        return state.steps.values().stream()
                .filter(step -> state.orphaned.contains(step.key()))
                .map(step -> nameOf(step.id()))
                .toList();
    }

    /** How many attempts this step has had so far; 0 when it was not reached. */
    public int attempts(String stepId) {
        return find(stepId)
                .map(step -> step.status() == StepStatus.RETRYING ? step.attempt() : step.attempt() + 1)
                .orElse(0);
    }

    /** Why this step failed, for good or in its last attempt. */
    public Optional<RunError> error(String stepId) {
        return find(stepId).flatMap(StepRecord::error);
    }

    private Optional<StepRecord> find(String stepId) {
        return run().steps.values().stream()
                .filter(step -> nameOf(step.id()).equals(stepId))
                .findFirst();
    }

    /** Whether it waits for an event of this type's {@link dev.gamelan.event.EventName} now. */
    public boolean waitsFor(Class<?> eventType) {
        return waitsFor(FunctionReader.nameOf(eventType));
    }

    /** Whether it waits now for an event of this name, for this signal, or for a run of the function with this id. */
    public boolean waitsFor(String name) {
        return awaited().anyMatch(step -> step.subject().equals(Optional.of(name)));
    }

    /** Until when it sleeps; empty when it does not. */
    public Optional<Instant> sleepsUntil() {
        return run().awaits.values().stream()
                .filter(Await.Sleep.class::isInstance)
                .flatMap(sleep -> sleep.step().until().stream())
                .findFirst();
    }

    private Stream<StepRecord> awaited() {
        return run().awaits.values().stream().map(Await::step);
    }

    /** The events that its steps have sent, in order. */
    public List<Event<JsonObject>> sentEvents() {
        return run().sent.stream().map(AcceptedEvent::toEvent).toList();
    }

    /** Cancels it, as somebody does in the dashboard. Nothing happens when it has ended already. */
    public void cancel() {
        world.cancel(run(), "by the test");
        world.goOn();
    }

    private Run run() {
        return run.get();
    }

    /** For messages: which run, and what about it. */
    @Override
    public String toString() {
        Run state = run();
        String steps = state.steps.values().stream()
                .map(step -> nameOf(step.id()) + " " + step.status())
                .toList()
                .toString();
        String why = state.error
                .map(error -> ", error " + error.name() + ": " + error.message())
                .orElse("");
        return state + " is " + state.status + ", steps " + steps + why;
    }
}
