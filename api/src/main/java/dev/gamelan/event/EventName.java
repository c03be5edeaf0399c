package dev.gamelan.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the event whose {@code data} the annotated record is.
 *
 * <pre>{@code
 * @EventName("app/user.signup")
 * public record SignedUp(String userId, String email) {}
 * }</pre>
 *
 * With it, {@link Events#send(Object)} knows the name to send under, and
 * {@link dev.gamelan.function.OnEvent @OnEvent(SignedUp.class)} the name to listen for.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventName {

    /**
     * 1 to 512 characters, none of them a control character. Names beginning with {@code inngest/} are the server's
     * own and are refused when sent.
     */
    String value();
}
