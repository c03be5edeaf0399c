package dev.gamelan.test;

import static dev.gamelan.engine.run.RunStatus.COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.step.Pending;
import dev.gamelan.step.Step;
import dev.gamelan.step.StepFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrictModeTest {

    /** Functions that are good, and functions that would break in a crash. */
    public static class Functions {

        int calls;
        final List<String> effects = new ArrayList<>();

        @DurableFunction(id = "changes-its-way")
        @OnEvent(name = "changes-its-way")
        void changesItsWay(Step step) {
            calls++;
            step.run("a", () -> {});
            step.run(calls == 1 ? "b" : "c", () -> {});
        }

        @DurableFunction(id = "changes-the-kind")
        @OnEvent(name = "changes-the-kind")
        void changesTheKind(Step step) {
            calls++;
            if (calls == 1) {
                step.run("a", () -> {});
            } else {
                step.sendEvent("a");
            }
        }

        @DurableFunction(id = "stops-earlier")
        @OnEvent(name = "stops-earlier")
        void stopsEarlier(Step step) {
            calls++;
            if (calls < 3) {
                step.run("a", () -> {});
                step.run("b", () -> {});
            }
        }

        @DurableFunction(id = "forgets")
        @OnEvent(name = "forgets")
        void forgets(Step step) {
            List<String> names = new ArrayList<>();
            step.run("a", () -> {
                names.add("outside of the result"); // lost when the step is not carried out again
            });
            if (!names.isEmpty()) {
                step.run("b", () -> {});
            }
            step.run("c", () -> {});
        }

        @DurableFunction(id = "good")
        @OnEvent(name = "good")
        int good(Step step) {
            List<Pending<Integer>> planned = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int number = i;
                planned.add(step.plan("plan-" + i, () -> {
                    effects.add("plan-" + number);
                    return number;
                }));
            }
            step.sleep("sleep", Duration.ofHours(1));
            int sum = planned.stream().mapToInt(Pending::join).sum();
            try {
                step.withRetries(1).run("fails", () -> {
                    throw new IOException("always");
                });
            } catch (StepFailedException e) {
                step.transactional("undo", () -> effects.add("undo"));
            }
            return sum;
        }
    }

    private final Functions functions = new Functions();
    private final FunctionTest test = FunctionTest.of(functions);

    private TestRun send(FunctionTest to, String name) {
        return to.send(OutgoingEvent.named(name, Map.of()));
    }

    @Test
    void withoutItNonDeterminismIsNotSeen() {
        assertThat(send(test, "changes-its-way").status()).isEqualTo(COMPLETED);
        assertThat(send(test, "forgets").steps()).containsExactly("a", "b", "c");
    }

    @Test
    void namesTheStepThatBecameAnotherOne() {
        assertThatThrownBy(() -> send(test.strict(42), "changes-its-way"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("changes-its-way is non-deterministic")
                .hasMessageContaining("what came second was RUN 'b' in one execution, and is RUN 'c' in another one")
                .hasMessageContaining("strict(42L)");
    }

    @Test
    void namesTheStepThatBecameAnotherKind() {
        assertThatThrownBy(() -> send(test.strict(), "changes-the-kind"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("what came first was RUN 'a' in one execution, and is SEND_EVENT 'a'");
    }

    @Test
    void findsAFunctionThatEndsEarlier() {
        assertThatThrownBy(() -> send(test.strict(), "stops-earlier"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("and is the end of the function in another one");
    }

    @Test
    void findsResultsThatAreNotReturned() {
        assertThatThrownBy(() -> send(test.strict(), "forgets"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("'b'")
                .hasMessageContaining("'c'");
    }

    @Test
    void hasNothingAgainstGoodFunctionsInWhateverOrder() {
        Set<List<String>> orders = new HashSet<>();
        for (long seed = 0; seed < 30; seed++) {
            Functions bean = new Functions();
            FunctionTest strict = FunctionTest.of(bean).strict(seed);
            TestRun run = send(strict, "good");
            assertThatCode(() -> strict.advance(Duration.ofDays(1))).doesNotThrowAnyException();

            assertThat(run.result()).isEqualTo(10);
            assertThat(bean.effects)
                    .containsExactlyInAnyOrder("plan-0", "plan-1", "plan-2", "plan-3", "plan-4", "undo");
            orders.add(bean.effects);
        }
        assertThat(orders).hasSizeGreaterThan(5);
    }

    @Test
    void theSameSeedGivesTheSameOrder() {
        List<List<String>> effects = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Functions bean = new Functions();
            send(FunctionTest.of(bean).strict(7), "good");
            effects.add(bean.effects);
        }
        assertThat(effects.get(0)).hasSize(5).isEqualTo(effects.get(1));
    }
}
