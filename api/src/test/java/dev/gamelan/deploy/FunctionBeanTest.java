package dev.gamelan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

        assertThat(bean.invoke(null)).isEqualTo(new Outcome.Thrown(thrown));
    }

    @Test
    void endlessRecursionFailsTheCallOnly() {
        FunctionBean bean = bean(FunctionBeanTest::recurse);

        assertThat(bean.invoke(null))
                .isInstanceOfSatisfying(
                        Outcome.Thrown.class,
                        outcome -> assertThat(outcome.error()).isInstanceOf(StackOverflowError.class));
    }

    @Test
    void whatTheFunctionReturnsIsItsOutcome() {
        assertThat(bean(() -> 42).invoke(null)).isEqualTo(new Outcome.Returned(42));
        assertThat(bean(() -> null).invoke(null)).isEqualTo(new Outcome.Returned(null));
    }

    @SuppressWarnings("InfiniteRecursion")
    private static Object recurse() {
        return "" + recurse();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
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
