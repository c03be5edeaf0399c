package dev.gamelan.engine.step;

import dev.gamelan.deploy.Suspension;
import dev.gamelan.engine.run.AttemptPolicy;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.step.Body;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Attempts at the bodies of steps: which are due, what they find out about themselves, and what is stored after them. */
final class Attempts {

    /** The step that a thread is carrying out. */
    private static final ThreadLocal<Attempt> CURRENT = new ThreadLocal<>();

    private static final long MAX_OUTPUT = 32L * 1024 * 1024;

    private final String runId;
    private final AttemptPolicy policy;
    private final Memo memo;
    private final StepHost host;
    private final Results results;
    private final Journal journal;

    Attempts(String runId, AttemptPolicy policy, Memo memo, StepHost host, Results results, Journal journal) {
        this.runId = runId;
        this.policy = policy;
        this.memo = memo;
        this.host = host;
        this.results = results;
        this.journal = journal;
    }

    /** What a body can ask about itself. */
    record Attempt(String step, String idempotencyKey, int attempt) {}

    /** The one within which this thread is. */
    static Optional<Attempt> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** @param method what the author called */
    static Attempt current(String method) {
        return current()
                .orElseThrow(
                        () -> Misuse.of(method, "step." + method + "() can only be called within the body of a step"));
    }

    boolean isDue(Optional<StepRecord> known) {
        return known.isEmpty() || !isFinalOrNotDue(known.get());
    }

    private boolean isFinalOrNotDue(StepRecord step) {
        return step.status().isFinal()
                || step.until().filter(due -> due.isAfter(journal.now())).isPresent();
    }

    /** One attempt: the step as it is to be stored after it. */
    StepRecord attempt(Entered step, Optional<StepRecord> known, Callable<String> result, int retries) {
        StepRecord before = known.orElseGet(() -> step.as(StepKind.RUN, StepStatus.RETRYING));
        CURRENT.set(new Attempt(step.name(), runId + ":" + step.key(), before.attempt()));
        long start = System.nanoTime();
        try {
            return before.completed(result.call()).took(since(start));
        } catch (SupersededException e) {
            throw journal.abandon(e);
        } catch (Suspension e) {
            throw e;
        } catch (Throwable thrown) {
            // Errors too: a body that overflows the stack has failed like any other.
            return failed(before.took(since(start)), thrown, retries);
        } finally {
            CURRENT.remove();
        }
    }

    String resultOf(Entered step, Body<?> body, Type type) throws Exception {
        String json = results.write(step.name(), host.call(step.id(), body), type);
        if (memo.outputLength() + json.length() > MAX_OUTPUT) {
            throw Misuse.of(
                    step.name(),
                    "the results of this run's steps come to more than 32 MiB. Store them elsewhere, return where they are");
        }
        return json;
    }

    private StepRecord failed(StepRecord step, Throwable thrown, int retries) {
        return policy.withRetries(retries)
                .retryDelay(thrown, step.attempt())
                .map(delay -> step.retrying(RunError.of(thrown), journal.now().plus(delay)))
                .orElseGet(() -> step.failed(RunError.of(thrown)));
    }

    static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
