package dev.gamelan.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final String STACK = """
        java.lang.IllegalStateException: no luck
        \tat java.base/java.util.Objects.requireNonNull(Objects.java:220)
        \tat gamelan.ear//com.acme.Payments.charge(Payments.java:12)
        \tat com.acme.Orders.lambda$place$3(Orders.java:40)
        \tat com.acme.Orders$Proxy$_$$_WeldClientProxy.place(Unknown Source)
        \tat com.acme.Orders.place(Orders.java:39)
        \tat com.acme.Orders_place_Function.call(Orders_place_Function.java:30)
        \tat com.acme.Main.main(Main.java:1)
        \tat dev.gamelan.engine.step.Attempts.attempt(Attempts.java:60)
        Caused by: java.io.IOException: closed
        \tat com.acme.Wire.read(Wire.java:5)
        \t... 7 more
        """;

    @Test
    void framesAreThoseOfTheAuthorsCodeWithoutLines() {
        assertThat(Fingerprint.frames(error("E", STACK)))
                .containsExactly("com.acme.Payments.charge", "com.acme.Orders.lambda$place", "com.acme.Orders.place");
    }

    @Test
    void messagesAndLinesDoNotCount() {
        String other = STACK.replace("no luck", "no luck today")
                .replace("closed", "open")
                .replaceAll(":\\d+\\)", ":7)");

        assertThat(of("f", "s", error("E", other))).isEqualTo(of("f", "s", error("E", STACK)));
    }

    @Test
    void numbersOfLambdasAndStepsDoNotCount() {
        String other = STACK.replace("lambda$place$3", "lambda$place$14");

        assertThat(of("f", "s-2", error("E", other))).isEqualTo(of("f", "s-17", error("E", STACK)));
    }

    @Test
    void typeCauseFramesFunctionAndStepDo() {
        String same = of("f", "s", error("E", STACK));

        assertThat(of("g", "s", error("E", STACK))).isNotEqualTo(same);
        assertThat(of("f", "t", error("E", STACK))).isNotEqualTo(same);
        assertThat(of("f", "s", error("F", STACK))).isNotEqualTo(same);
        assertThat(of("f", "s", error("E", STACK.replace("java.io.IOException", "java.lang.Error"))))
                .isNotEqualTo(same);
        assertThat(of("f", "s", error("E", STACK.replace("Payments.charge", "Payments.refund"))))
                .isNotEqualTo(same);
    }

    @Test
    void howDeepARecursionWentDoesNotCount() {
        String frame = "\tat com.acme.Deep.down(Deep.java:3)\n";

        assertThat(of("f", "", error("E", "E\n" + frame.repeat(900))))
                .isEqualTo(of("f", "", error("E", "E\n" + frame.repeat(7))));
    }

    @Test
    void anErrorThrownByOthersIsPlacedWhereItsCauseIsTheAuthors() {
        String stack = """
            jakarta.ejb.EJBException: failed
            \tat com.sun.ejb.containers.EJBContainerTransactionManager.x(X.java:1)
            Caused by: java.lang.IllegalArgumentException
            \tat com.acme.Orders.check(Orders.java:9)
            """;

        assertThat(Fingerprint.frames(error("jakarta.ejb.EJBException", stack)))
                .containsExactly("com.acme.Orders.check");
    }

    @Test
    void suppressedExceptionsDoNotCount() {
        String stack = "E: x\n\tat com.acme.A.a(A.java:1)\n\tSuppressed: F\n\t\tat com.acme.B.b(B.java:1)\n";

        assertThat(Fingerprint.frames(error("E", stack))).containsExactly("com.acme.A.a");
    }

    @Test
    void anErrorOfTheServersOwnMakingHasNoFrames() {
        RunError crashed = AttemptPolicy.crashed(5);

        assertThat(Fingerprint.frames(crashed)).isEmpty();
        assertThat(Fingerprint.of("f", Optional.empty(), crashed)).matches("[0-9a-f]{32}");
    }

    @Test
    void realStacksAreRead() {
        RunError error = RunError.of(new IllegalStateException("x", new NullPointerException()));

        assertThat(new StackText(error.stack()).causes()).containsExactly("java.lang.NullPointerException");
        assertThat(error.stack()).contains("FingerprintTest.realStacksAreRead");
    }

    private static String of(String function, String step, RunError error) {
        return Fingerprint.of(function, Optional.of(step), error);
    }

    private static RunError error(String name, String stack) {
        return new RunError(name, "no luck", stack);
    }
}
