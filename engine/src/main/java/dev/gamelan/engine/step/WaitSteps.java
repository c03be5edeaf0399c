package dev.gamelan.engine.step;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.event.Event;
import dev.gamelan.step.Wait;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Steps that wait: for a time, an event, a signal. */
final class WaitSteps {

    private final Entrance entrance;
    private final Journal journal;
    private final Deadlines deadlines;
    private final Continuation continuation;
    private final StepHost host;

    WaitSteps(Entrance entrance, Journal journal, Deadlines deadlines, Continuation continuation, StepHost host) {
        this.entrance = entrance;
        this.journal = journal;
        this.deadlines = deadlines;
        this.continuation = continuation;
        this.host = host;
    }

    void sleep(String name, UnaryOperator<Instant> until) {
        Entered step = entrance.enter(name);
        if (entrance.known(step, StepKind.SLEEP).isEmpty()) {
            Instant now = journal.now();
            Instant due = until.apply(now);
            StepRecord sleeping = step.as(StepKind.SLEEP, StepStatus.WAITING).waitingUntil(due);
            if (due.isAfter(now)) {
                journal.await(new Await.Sleep(sleeping));
            } else {
                journal.note(sleeping.completed("null"));
            }
        }
        ended(step);
    }

    /** @param type what the event's data is read as */
    Optional<Object> waitForEvent(String name, String eventName, Type type, Wait wait) {
        return eventFor(name, eventName, wait)
                .map(event -> continuation.readStored(
                        name, event.getJsonObject("data").toString(), type));
    }

    Optional<Event<JsonObject>> waitForEvent(String name, String eventName, Wait wait) {
        return eventFor(name, eventName, wait)
                .map(event -> new Event<>(
                        event.getString("id"),
                        event.getString("name"),
                        event.getJsonObject("data"),
                        Instant.ofEpochMilli(event.getJsonNumber("ts").longValue())));
    }

    private Optional<JsonObject> eventFor(String name, String eventName, Wait wait) {
        Entered step = entrance.enter(name);
        if (entrance.known(step, StepKind.WAIT_FOR_EVENT).isEmpty()) {
            StepRecord waiting = step.as(StepKind.WAIT_FOR_EVENT, StepStatus.WAITING)
                    .waitingFor(eventName, journal.now().plus(wait.timeout()));
            journal.register(waiting, changes -> host.await(changes, new Await.ForEvent(waiting, wait.match())));
        }
        return outputOf(step);
    }

    Optional<Object> waitForSignal(String name, String signal, Class<?> type, Duration timeout) {
        Entered step = entrance.enter(name);
        if (entrance.known(step, StepKind.WAIT_FOR_SIGNAL).isEmpty()) {
            StepRecord waiting = step.as(StepKind.WAIT_FOR_SIGNAL, StepStatus.WAITING)
                    .waitingFor(signal, journal.now().plus(timeout));
            journal.register(waiting, changes -> host.await(changes, new Await.ForSignal(waiting)));
        }
        return outputOf(step)
                .map(output -> output.getOrDefault("data", JsonValue.NULL))
                .map(data -> continuation.readStored(name, data.toString(), type));
    }

    /** What came; empty when the time was over. */
    private Optional<JsonObject> outputOf(Entered step) {
        StepRecord state = ended(step);
        if (state.status() == StepStatus.FAILED) {
            throw Continuation.failure(state);
        }
        return state.output()
                .filter(output -> !output.equals("null"))
                .map(output -> Jsons.parse(output).asJsonObject());
    }

    private StepRecord ended(Entered step) {
        StepRecord state = deadlines.settle(step.key());
        if (!state.status().isFinal()) {
            throw continuation.suspend(Set.of(step.key()));
        }
        return state;
    }
}
