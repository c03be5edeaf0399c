package dev.gamelan.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Starts the function for each event of a name. Repeatable, up to ten times; an event that matches several of them starts
 * the function once.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(OnEvent.List.class)
public @interface OnEvent {

    /** A type with {@link dev.gamelan.event.EventName}, whose name is listened for. Give either this or {@link #name()}. */
    Class<?> value() default Void.class;

    /** An event name, or a pattern such as {@code app/user.*}: see {@link dev.gamelan.event.EventPattern}. */
    String name() default "";

    /** Container of repeated {@link OnEvent}s. */
    @Documented
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface List {
        OnEvent[] value();
    }
}
