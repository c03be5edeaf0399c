package dev.gamelan.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Cancels a run of this function when an event comes, up to five times on a function. Only events accepted not before the
 * one that started the run count. A step that is going on may end, but its result is not recorded, and no other starts.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(CancelOn.List.class)
public @interface CancelOn {

    /** A type with {@link dev.gamelan.event.EventName}. Give either this or {@link #name()}. */
    Class<?> value() default Void.class;

    /** An event name; patterns are not possible here. */
    String name() default "";

    /**
     * A path such as {@code data.userId}: the value there has to be the same in this event and in the one that started the run.
     * A value that is missing or null matches nothing. Empty: any event of the name cancels every run.
     */
    String match() default "";

    /** Container of repeated {@link CancelOn}s. */
    @Documented
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface List {
        CancelOn[] value();
    }
}
