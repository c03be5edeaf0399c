package dev.gamelan.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Cancels runs that take too long. Durations are written in ISO 8601, such as {@code PT30S}, {@code PT1H} or {@code P3D}, 1 second to 366
 * days; empty means no limit.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Timeouts {

    /** From the run's creation (or the time its event is due) to its first attempt. */
    String start() default "";

    /** From the run's first attempt to its end, sleeps and waits included. */
    String finish() default "";
}
