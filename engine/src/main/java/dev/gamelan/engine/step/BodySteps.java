package dev.gamelan.engine.step;

import dev.gamelan.step.Body;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/** Steps whose bodies are carried out here and now, one after the other. */
final class BodySteps {

    private final Entrance entrance;
    private final Attempts attempts;
    private final Journal journal;
    private final Continuation continuation;
    private final StepHost host;

    BodySteps(Entrance entrance, Attempts attempts, Journal journal, Continuation continuation, StepHost host) {
        this.entrance = entrance;
        this.attempts = attempts;
        this.journal = journal;
        this.continuation = continuation;
        this.host = host;
    }

    Object run(String name, Body<?> body, Type type, int retries) {
        Entered step = entrance.enter(name);
        Optional<StepRecord> known = entrance.known(step, StepKind.RUN);
        if (!attempts.isDue(known)) {
            return continuation.result(known.orElseThrow(), type);
        }
        journal.awaitRecording();
        StepRecord done = attempts.attempt(step, known, () -> attempts.resultOf(step, body, type), retries);
        journal.store(done);
        return continuation.result(done, type);
    }

    Object transactional(String name, Body<?> body, Type type, int retries) {
        Entered step = entrance.enter(name);
        Optional<StepRecord> known = entrance.known(step, StepKind.RUN);
        if (!attempts.isDue(known)) {
            return continuation.result(known.orElseThrow(), type);
        }
        journal.awaitRecording();
        StepRecord[] stored = new StepRecord[1];
        StepRecord done = attempts.attempt(
                step,
                known,
                () -> {
                    long start = System.nanoTime();
                    host.inTransaction(() -> {
                        stored[0] = known.orElseGet(() -> step.as(StepKind.RUN, StepStatus.COMPLETED))
                                .completed(attempts.resultOf(step, body, type))
                                .took(Attempts.since(start));
                        return List.of(new StepChange(stored[0], known.isEmpty()));
                    });
                    return "null"; // stored already
                },
                retries);
        if (done.status() == StepStatus.COMPLETED) {
            journal.committed(stored[0]);
            return continuation.result(stored[0], type);
        }
        journal.store(done);
        return continuation.result(done, type);
    }
}
