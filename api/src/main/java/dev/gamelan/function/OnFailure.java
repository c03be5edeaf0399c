package dev.gamelan.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a CDI bean the function that runs when another one has failed for good: a run of its own, with steps if it
 * likes, and one retry. It is a durable function with the id {@code <id>-failure}.
 *
 * <pre>{@code
 * @OnFailure("onboard-user")
 * void tellSupport(RunFailure<SignedUp> failure, Step step) { … }
 * }</pre>
 *
 * <p>Parameters as for {@link DurableFunction}, and {@link RunFailure}; the payload is that of the event
 * {@code inngest/function.failed}. Nothing else starts it, so neither {@link DurableFunction} nor {@link OnEvent} stands at the
 * same method; {@link CancelOn} and {@link Timeouts} may.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnFailure {

    /** The id of the function whose failures are handled. */
    String value();
}
