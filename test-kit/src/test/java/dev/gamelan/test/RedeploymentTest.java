package dev.gamelan.test;

import static dev.gamelan.engine.run.RunStatus.CANCELLED;
import static dev.gamelan.engine.run.RunStatus.COMPLETED;
import static dev.gamelan.engine.run.RunStatus.NEEDS_ATTENTION;
import static dev.gamelan.engine.run.RunStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamelan.event.EventName;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.step.Step;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Versions of one function, deployed while its runs are alive. */
class RedeploymentTest {

    private static final Duration NIGHT = Duration.ofHours(12);

    @EventName("order")
    public record Order(String id) {}

    public static class First {
        @DurableFunction(id = "ship")
        @OnEvent(Order.class)
        String ship(Order order, Step step) {
            String label = step.run("label", () -> "L1");
            step.run("audit", () -> "noted");
            step.sleep("night", NIGHT);
            return step.run("send", () -> label + " sent");
        }
    }

    /** A step more, one less. */
    public static class Safe {
        @DurableFunction(id = "ship")
        @OnEvent(Order.class)
        String ship(Order order, Step step) {
            String label = step.run("label", () -> "L2");
            String weight = step.run("weigh", () -> "5 kg");
            step.sleep("night", NIGHT);
            return step.run("send", () -> label + " sent, " + weight);
        }
    }

    public static class Unsafe {
        @DurableFunction(id = "ship")
        @OnEvent(Order.class)
        String ship(Order order, Step step) {
            step.sleep("label", NIGHT);
            return "nothing";
        }
    }

    public static class Retyped {
        @DurableFunction(id = "ship")
        @OnEvent(Order.class)
        int ship(Step step) {
            return step.run("label", () -> 17);
        }
    }

    public static class Other {
        @DurableFunction(id = "bill")
        @OnEvent(name = "bill")
        void bill() {}
    }

    /** What the run was called with does not fit any more. */
    public record NumberedOrder(int id) {}

    public static class WithNumbers {
        @DurableFunction(id = "ship")
        @OnEvent(Order.class)
        int ship(NumberedOrder order, Step step) {
            return order.id();
        }
    }

    private final FunctionTest test = FunctionTest.of(new First());
    private final TestRun run = test.send(new Order("o1"));

    @Test
    void aSafeChangeGoesOnWithWhatIsRecorded() {
        test.redeploy(new Safe());
        test.advance(NIGHT);

        assertThat(run.result()).isEqualTo("L1 sent, 5 kg");
        assertThat(run.steps()).containsExactly("label", "audit", "weigh", "night", "send");
        assertThat(run.orphanedSteps()).containsExactly("audit");
    }

    @Test
    void aStepOfAnotherKindNeedsAttentionUntilItFitsAgain() {
        test.redeploy(new Unsafe());
        test.advance(NIGHT);

        assertThat(run.status()).isEqualTo(NEEDS_ATTENTION);
        assertThat(run.error().orElseThrow().message())
                .startsWith("step 'label' (RedeploymentTest.java:")
                .contains("is recorded as RUN, and the code asks for SLEEP");
        assertThatThrownBy(run::result).hasMessageContaining("is NEEDS_ATTENTION", "step 'label'");

        test.redeploy(new First());

        assertThat(run.result()).isEqualTo("L1 sent");
        assertThat(run.error()).isEmpty();
    }

    @Test
    void aResultOfAnotherTypeNeedsAttention() {
        test.redeploy(new Retyped());
        test.advance(NIGHT);

        assertThat(run.status()).isEqualTo(NEEDS_ATTENTION);
        assertThat(run.error().orElseThrow().message()).contains("its stored result does not fit java.lang.Integer");
    }

    @Test
    void anEventThatDoesNotFitAnyMoreNeedsAttention() {
        test.redeploy(new WithNumbers());
        test.advance(NIGHT);

        assertThat(run.status()).isEqualTo(NEEDS_ATTENTION);
        assertThat(run.error().orElseThrow().message()).contains("Steps of this run are recorded already");
    }

    @Test
    void aRunThatNeedsAttentionCanBeCancelled() {
        test.redeploy(new Unsafe());
        test.advance(NIGHT);

        run.cancel();

        assertThat(run.status()).isEqualTo(CANCELLED);
    }

    @Test
    void runsOfARemovedFunctionWaitUntilItIsBack() {
        test.redeploy(new Other());
        test.advance(NIGHT.multipliedBy(2));

        assertThat(run.status()).isEqualTo(WAITING);

        test.redeploy(new First(), new Other());

        assertThat(run.status()).isEqualTo(COMPLETED);
        assertThat(test.send(new Order("o2")).status()).isEqualTo(WAITING);
    }
}
