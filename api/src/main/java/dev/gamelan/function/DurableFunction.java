package dev.gamelan.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a CDI bean a function that events start, or other functions.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Onboarding {
 *
 *     @DurableFunction(id = "welcome-mail")
 *     @OnEvent(SignedUp.class)
 *     void welcome(SignedUp user, Step step) { … }
 * }
 * }</pre>
 *
 * <p><b>Fan-out.</b> Each function has a run of its own for each event it subscribes to: one event, three functions, three
 * independent runs. The compiler's annotation processing generates a message-driven bean for the function (a shared
 * durable subscription to the topic of events, with a selector on the event's name) and the bean through which the server
 * calls it; both live in the function's own module, whose {@code @PersistenceContext}, {@code @Resource} and
 * {@code @Inject} work as anywhere else.
 *
 * <p><b>Without {@link OnEvent}</b> no event starts the function and it has no message-driven bean: it can only be invoked,
 * with {@link dev.gamelan.step.Step#invoke Step.invoke}. {@link CancelOn} and {@link Timeouts} end runs early,
 * {@link OnFailure} handles those that have failed.
 *
 * <p><b>Parameters</b>, in any order, each optional: the event's data as a record, bean or {@code JsonObject};
 * {@link dev.gamelan.event.Event Event&lt;T&gt;} for id, name and time as well; {@link dev.gamelan.step.Step Step}, which
 * makes it a function of durable steps; {@link RunContext}. The result becomes the run's output, as JSON-B writes it.
 *
 * <p><b>Transactions.</b> A run outlives every transaction, so a method with a {@code Step} must not be
 * {@code @Transactional}, nor belong to an EJB with container-managed transactions: use
 * {@link dev.gamelan.step.Step#transactional Step.transactional}, or transactions in beans that steps call.
 *
 * <p><b>Errors.</b> Whatever throws, a step or the function's body around its steps, is tried again after 15 s, 30 s, 1 min,
 * 2 min, 5 min, 10 min, 20 min, 40 min, 1 h, then every 2 h, plus up to 30 s of jitter, until its {@link #retries()} are
 * used up: each step has all of them for itself, and so has the body. Then a step throws
 * {@link dev.gamelan.step.StepFailedException} into the body, and a body fails the run: it is FAILED.
 * {@link NonRetriableException} fails either at once, {@link RetryAfterException} chooses the delay.
 *
 * <p><b>New versions.</b> Runs that are alive go on with the new code and the results that are recorded, found by the ids of the steps:
 * steps may be added, removed and moved, and bodies changed. A step that becomes another kind, or a recorded result another type,
 * needs another id; under the old one its runs need attention and rest until code that fits is deployed.
 *
 * <p><b>Crashes.</b> A run that was going on when the server died is started again; an attempt lost like that is counted
 * apart from the failed ones, and the fifth in a row fails the run.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface DurableFunction {

    /**
     * Identifies the function for good: with another id it is another function. Letters, digits, {@code -} and {@code _};
     * 1 to 128 characters; unique within the application.
     */
    String id();

    /** For people to read, at most 255 characters; the id when empty. */
    String name() default "";

    /** How often a step that failed is tried again, and the body of the function, each for itself; 0 to 20. */
    int retries() default 4;

    /**
     * Whether its runs may be started again from stored events by people, one by one or many at once. False for a function that does
     * something that must not happen a second time, such as charging a card without an idempotency key of its own: a request to run it
     * again is then refused unless it insists, and replays of many runs leave it out. Retries and restarts after a crash are not
     * concerned.
     */
    boolean replayable() default true;
}
