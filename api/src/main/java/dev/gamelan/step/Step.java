package dev.gamelan.step;

import dev.gamelan.event.Event;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The durable steps of a run. A parameter of this type in a function's method is how it gets them.
 *
 * <pre>{@code
 * @DurableFunction(id = "onboard-user")
 * @OnEvent(SignedUp.class)
 * Outcome onboard(SignedUp user, Step step) {
 *     step.run("send-welcome", () -> mailer.welcome(user.email()));
 *     Optional<Activated> activated = step.waitForEvent("activation", Activated.class,
 *             Wait.upTo(Duration.ofDays(3)).matching("data.userId"));
 *     if (activated.isEmpty()) {
 *         step.run("send-reminder", () -> mailer.reminder(user.email()));
 *     }
 *     return new Outcome(activated.isEmpty());
 * }
 * }</pre>
 *
 * <p><b>How it works.</b> The method is called from its first line whenever the run goes on: at its start, after a sleep, a
 * wait, a retry, a crash. A step that has a result gives it back at once; the first one without is carried out. So what stands
 * between steps is executed again and again and has to be quick, free of effects and always the same; effects, random
 * numbers and looks at the clock belong into steps. When a step has to wait, the method is left by an {@link Error}: a
 * {@code finally} block runs, {@code catch (Exception e)} does not see it.
 *
 * <p><b>What is promised.</b> The body of a step is executed at least once. Its result, a value or a final error, is stored
 * once, before {@code run} returns; after that it is never executed again in this run. A crash in the middle repeats it,
 * so give {@link #idempotencyKey()} to systems that can tell a repetition.
 *
 * <p><b>Ids</b> have 1 to 256 characters and identify a step within its run, also in later versions of the function's code. The
 * same id again, in a loop for instance, gets a number ({@code id}, {@code id:1}, {@code id:2}), as in the Inngest SDKs; planned steps
 * that go on side by side need different ids.
 *
 * <p><b>Results</b> are stored as JSON-B writes them and handed out as JSON-B reads them, the first time too, so that a function
 * sees the same before and after a crash. Their type is taken from the lambda; generic results ({@code List<Contact>}) need
 * a {@link TypeRef}.
 *
 * <p><b>Errors.</b> A step whose body throws is tried again as often as its function's {@code retries} say, or
 * {@link #withRetries}; each step counts for itself. Then it has failed for good: {@link StepFailedException}.
 *
 * <p><b>Limits.</b> 1,000 steps a run; 4 MiB a result, 32 MiB all results of a run, as JSON in UTF-8; sleeps and waits up to 366 days.
 * What exceeds them fails with a message that says so.
 *
 * <p>Must be called by the thread that called the function, and not from within a step: else {@link StepMisuseException}.
 */
public interface Step {

    /** Carries out the body once and gives its result, now and in every later execution. */
    <T> T run(String id, Body<T> body);

    /** {@link #run(String, Body)} for a generic result. */
    <T> T run(String id, TypeRef<T> type, Body<T> body);

    /** Carries out an action once. */
    void run(String id, Action action);

    /**
     * These steps with their own number of retries in place of the function's.
     *
     * @param retries 0 to 20
     */
    Step withRetries(int retries);

    /**
     * Plans a step: it starts together with the other planned ones when the function joins one of them, sleeps, waits or
     * returns. Each goes on in a thread of its own, has retries of its own and its own durable result.
     */
    <T> Pending<T> plan(String id, Body<T> body);

    /** {@link #plan(String, Body)} for a generic result. */
    <T> Pending<T> plan(String id, TypeRef<T> type, Body<T> body);

    /** Plans a step without a result. */
    Pending<Void> plan(String id, Action action);

    /**
     * Waits until all of these have ended.
     *
     * @throws StepFailedException when one of them has failed for good; the others have ended all the same
     */
    void joinAll(Pending<?>... steps);

    /** {@link #joinAll(Pending...)} */
    void joinAll(List<? extends Pending<?>> steps);

    /**
     * Carries out the body in a transaction that the step's result is part of: what it writes through the datasource
     * {@code jdbc/gamelan}, by JPA or JDBC, is there exactly once, whatever crashes. The transaction is begun before the body
     * and committed after it. Another datasource, or one more resource, makes it fail.
     */
    <T> T transactional(String id, Body<T> body);

    /** {@link #transactional(String, Body)} for a generic result. */
    <T> T transactional(String id, TypeRef<T> type, Body<T> body);

    /** {@link #transactional(String, Body)} without a result. */
    void transactional(String id, Action action);

    /**
     * Leaves the function and comes back after this time, by the database's clock, never earlier; a server that was down
     * comes back as soon as it is up. Nothing is held meanwhile, neither thread nor memory.
     *
     * @param duration at most 366 days; zero or less is over at once
     */
    void sleep(String id, Duration duration);

    /** @param instant at most 366 days away; one in the past is over at once */
    void sleepUntil(String id, Instant instant);

    /**
     * Waits for an event of the type's {@link dev.gamelan.event.EventName}: the earliest one that was accepted not before the
     * event that started the run, so also one that came before the function got here. Each event is given to at most one
     * wait of a run, so a loop of waits gets one after the other. One event can wake many runs.
     *
     * @return empty when the time is over and no such event was accepted in it
     */
    <T> Optional<T> waitForEvent(String id, Class<T> type, Wait wait);

    /** {@link #waitForEvent(String, Class, Wait)} for an event name, which must not be a pattern. */
    Optional<Event<JsonObject>> waitForEvent(String id, String eventName, Wait wait);

    /**
     * Waits for a signal: a message to whoever waits under this name, from {@link #sendSignal} or {@code POST /v1/signals}. Unlike
     * an event it is neither stored nor waited for by more than one run at a time.
     *
     * @param signal 1 to 256 characters
     * @return empty when the time is over, or the signal carries no data
     * @throws StepFailedException when another run already waits for it
     */
    <T> Optional<T> waitForSignal(String id, String signal, Class<T> type, Duration timeout);

    /**
     * Sends a signal.
     *
     * @return whether somebody waited for it
     */
    boolean sendSignal(String id, String signal, Object data);

    /**
     * Sends events: each a payload whose type has {@link dev.gamelan.event.EventName}, or an
     * {@link dev.gamelan.event.OutgoingEvent}. They are stored in the same commit as this step, so exactly once.
     *
     * @return their internal ids
     */
    List<String> sendEvent(String id, Object... events);

    /**
     * Calls another durable function and waits for its result, for a year at most. It is a run of its own, with its own
     * retries; cancelling this one does not cancel it.
     *
     * @param function such as {@code LeadScoring::score}
     * @throws StepFailedException when that run fails or is cancelled
     */
    <B, P, R> R invoke(String id, Invocable<B, P, R> function, P payload);

    /** {@link #invoke(String, Invocable, Object)} for a function with steps. */
    <B, P, R> R invoke(String id, Invocable.WithStep<B, P, R> function, P payload);

    /**
     * {@link #invoke(String, Invocable, Object)} by the function's id.
     *
     * @param timeout how long to wait; the other run goes on when it is over, and this step fails
     */
    <R> R invoke(String id, String functionId, Object payload, Class<R> result, Duration timeout);

    /** Plans an invocation, as {@link #plan(String, Body)} plans a step. */
    <B, P, R> Pending<R> planInvoke(String id, Invocable<B, P, R> function, P payload);

    /** Plans an invocation, as {@link #plan(String, Body)} plans a step. */
    <B, P, R> Pending<R> planInvoke(String id, Invocable.WithStep<B, P, R> function, P payload);

    /** Plans an invocation, as {@link #plan(String, Body)} plans a step. */
    <R> Pending<R> planInvoke(String id, String functionId, Object payload, Class<R> result, Duration timeout);

    /**
     * Within the body of a step: a key that is the same in every attempt of this step, and different for every other step and run.
     *
     * @throws StepMisuseException outside of a step
     */
    String idempotencyKey();

    /**
     * Within the body of a step: which attempt this is, 0 for the first.
     *
     * @throws StepMisuseException outside of a step
     */
    int attempt();
}
