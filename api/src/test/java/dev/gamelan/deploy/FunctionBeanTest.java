package dev.gamelan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionBeanTest {

    static Throwable[] throwables() {
        return new Throwable[] {
            new IllegalStateException(),
            new IOException(),
            new StackOverflowError(),
            new AssertionError(),
            new Suspension("sleeps"),
            new EJBException(new IllegalStateException()),
            new Throwable()
        };
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void whateverTheFunctionThrowsIsItsOutcome(Throwable thrown) {
        FunctionBean bean = bean(() -> {
            sneak(thrown);
            return "never";
        });

        assertThat(bean.invoke(call(() -> {}))).isEqualTo(new Outcome.Thrown(thrown));
    }

    @Test
    void suspensionOfAnEnterpriseBeanIsFreedFromItsWrapping() {
        Suspension suspension = new Suspension("sleeps");
        FunctionBean bean = bean(() -> {
            throw (EJBException) new EJBException().initCause(suspension);
        });

        assertThat(bean.invoke(call(() -> {}))).isEqualTo(new Outcome.Thrown(suspension));
    }

    @Test
    void suspensionPassesCatchExceptionAndRunsFinally() {
        List<String> ran = new ArrayList<>();
        FunctionBean bean = bean(() -> {
            try {
                throw new Suspension("sleeps");
            } catch (Exception e) {
                return "swallowed";
            } finally {
                ran.add("finally");
            }
        });

        assertThat(bean.invoke(call(() -> ran.add("returned"))))
                .isInstanceOfSatisfying(
                        Outcome.Thrown.class,
                        outcome -> assertThat(outcome.error()).isInstanceOf(Suspension.class));
        assertThat(ran).containsExactly("finally");
    }

    @Test
    void whatWasPlannedMaySuspendAfterTheFunctionHasReturned() {
        Suspension suspension = new Suspension("waits for planned steps");
        List<String> ran = new ArrayList<>();
        FunctionBean bean = bean(() -> ran.add("function"));

        Outcome outcome = bean.invoke(call(() -> {
            ran.add("returned");
            throw suspension;
        }));

        assertThat(outcome).isEqualTo(new Outcome.Thrown(suspension));
        assertThat(ran).containsExactly("function", "returned");
    }

    @Test
    void endlessRecursionFailsTheCallOnly() {
        FunctionBean bean = bean(FunctionBeanTest::recurse);

        assertThat(bean.invoke(call(() -> {})))
                .isInstanceOfSatisfying(
                        Outcome.Thrown.class,
                        outcome -> assertThat(outcome.error()).isInstanceOf(StackOverflowError.class));
    }

    @Test
    void whatTheFunctionReturnsIsItsOutcome() {
        assertThat(bean(() -> 42).invoke(call(() -> {}))).isEqualTo(new Outcome.Returned(42));
        assertThat(bean(() -> null).invoke(call(() -> {}))).isEqualTo(new Outcome.Returned(null));
    }

    @SuppressWarnings("InfiniteRecursion")
    private static Object recurse() {
        return "" + recurse();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** A call of which only the end is looked at. */
    private static FunctionCall call(Runnable returned) {
        return (FunctionCall) Proxy.newProxyInstance(
                FunctionCall.class.getClassLoader(),
                new Class<?>[] {FunctionCall.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("returned");
                    returned.run();
                    return null;
                });
    }

    private static FunctionBean bean(Callable<Object> body) {
        return new FunctionBean() {

            @Override
            protected FunctionDefinition definition() {
                throw new AssertionError("not asked for during a call");
            }

            @Override
            protected Object call(FunctionCall call) throws Throwable {
                return body.call();
            }
        };
    }
}
