package dev.gamelan.engine.step;

import dev.gamelan.deploy.Outcome;
import dev.gamelan.deploy.Suspension;
import dev.gamelan.engine.run.AttemptPolicy;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.step.Step;
import dev.gamelan.step.StepFailedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One call of a function, from its first line: hands out what is known of its steps, carries out the first that is not, and
 * leaves the function when it has to wait.
 *
 * <p>Steps in sequence are carried out in the same call, each stored before the next one starts; nothing is replayed between
 * them. The code between two steps does not wait for that: it may run again after a crash anyway. Replaying is for what comes
 * after a sleep, a wait, a retry or a crash.
 */
public final class StepCall {

    private final int functionAttempt;
    private final AttemptPolicy policy;
    private final Memo memo;
    private final Codec codec;
    private final Journal journal;
    private final Plans plans;
    private final Continuation continuation;
    private final Entrance entrance;
    private final SideBySideSteps sideBySide;
    private final Step steps;

    /**
     * To be made by the thread that calls the function.
     *
     * @param functionAttempt which attempt of the function's body this is, 0 for the first
     * @param policy the function's, for its steps and for itself
     */
    public StepCall(String runId, int functionAttempt, AttemptPolicy policy, Memo memo, StepHost host) {
        this.functionAttempt = functionAttempt;
        this.policy = policy;
        this.memo = memo;
        this.codec = host.codec();
        this.journal = new Journal(memo, host);
        Results results = new Results(codec);
        Attempts attempts = new Attempts(runId, policy, memo, host, results, journal);
        this.plans = new Plans(memo, host, journal, attempts);
        this.continuation = new Continuation(memo, results, journal, plans);
        this.entrance = new Entrance(memo, plans, continuation);
        Deadlines deadlines = new Deadlines(memo, journal);
        this.sideBySide = new SideBySideSteps(entrance, results, journal, plans, deadlines, continuation);
        this.steps = new Steps(
                new BodySteps(entrance, attempts, journal, continuation, host),
                sideBySide,
                new SendSteps(entrance, results, journal, host),
                new WaitSteps(entrance, journal, deadlines, continuation, host),
                policy.retries());
    }

    public Step steps() {
        return steps;
    }

    /** The steps that the function came to in this call, in order. A stored step that is not among them may come later. */
    public List<Reached> reached() {
        return entrance.reached();
    }

    /**
     * What the function is called with does not fit its parameter: for a new run the event is wrong, for one that has steps the code
     * was changed.
     *
     * @return what leaves the function in the first case
     * @throws Suspension in the second case: the run rests until the code fits
     */
    public NonRetriableException misfit(String problem, Exception cause) {
        if (memo.size() == 0) {
            return new NonRetriableException(problem, cause);
        }
        throw continuation.rest(CodeChange.argument(problem));
    }

    /** To be called when the function has returned, by its thread: what it planned and did not join is waited for too. */
    public void returned() {
        if (!continuation.isOver()) {
            sideBySide.joinTheRest();
        }
    }

    /**
     * @return what happens to the run now
     * @throws RuntimeException why this call could not store what it had to: nothing happens to the run then, at least not by
     *     this call
     */
    public Decision conclude(Outcome outcome) {
        journal.abandoned().ifPresent(why -> {
            throw why;
        });
        if (continuation.misfit().isPresent()) {
            return new Decision.NeedsAttention(continuation.misfit().get(), journal.notes());
        }
        Optional<Set<String>> blocking = continuation.blocking();
        if (blocking.isPresent()) {
            return new Decision.Suspend(journal.notes(), journal.awaits(), blocking.get(), wakeUp(blocking.get()));
        }
        if (outcome instanceof Outcome.Returned returned) {
            return complete(returned.value());
        }
        return failed(((Outcome.Thrown) outcome).error());
    }

    private Decision failed(Throwable thrown) {
        // Each step that ends starts the count of the function's own attempts anew.
        int attempt = journal.hasProgressed() ? 0 : functionAttempt;
        RunError error = RunError.of(thrown);
        return policy.retryDelay(thrown, attempt)
                .<Decision>map(delay -> new Decision.Retry(error, delay, attempt + 1, journal.notes()))
                .orElseGet(() -> new Decision.Fail(error, journal.notes(), passedOn(thrown)));
    }

    private Optional<StepRecord> passedOn(Throwable thrown) {
        return thrown instanceof StepFailedException failure
                ? memo.failed(failure.stepId(), failure.errorName(), failure.errorMessage())
                : Optional.empty();
    }

    private Decision complete(Object value) {
        try {
            String json = codec.write(value);
            if (Results.isLongerThan(json, Results.MAX_BYTES)) {
                throw new NonRetriableException("the function returned more than 4 MiB of JSON");
            }
            return new Decision.Complete(json, journal.notes(), memo.keysBut(entrance.keys()));
        } catch (IllegalArgumentException | NonRetriableException e) {
            return new Decision.Fail(
                    RunError.of(
                            new NonRetriableException("the function's result cannot be stored: " + e.getMessage(), e)),
                    journal.notes(),
                    Optional.empty());
        }
    }

    /** When the clock alone is a reason to go on: for what blocks, and for planned steps that are to be tried again. */
    private Optional<Instant> wakeUp(Set<String> blocking) {
        return Stream.concat(blocking.stream(), plans.keys())
                .map(memo::find)
                .flatMap(Optional::stream)
                .filter(step -> blocking.contains(step.key()) || step.status() == StepStatus.RETRYING)
                .map(StepRecord::until)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }
}
