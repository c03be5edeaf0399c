package dev.gamelan.engine.step;

import static dev.gamelan.engine.step.StepRunTest.describe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.gamelan.step.Pending;
import dev.gamelan.step.Step;
import dev.gamelan.step.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ways to use steps that cannot work: each is told with its line and its remedy, and fails the run without retries. */
class StepMisuseTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Stage stage = new Stage();

    static Stream<Arguments> mistakes() {
        return Stream.of(
                of("an empty id", step -> step.run("", () -> 1), "1 to 256 characters"),
                of("a long id", step -> step.run("x".repeat(257), () -> 1), "it has 257"),
                of("a control character", step -> step.run("a\nb", () -> 1), "no control characters"),
                of(
                        "an id twice side by side",
                        StepMisuseTest::planTwice,
                        "need different ids, for instance \"a-\" + i"),
                of(
                        "too many retries",
                        step -> step.withRetries(21).run("a", () -> 1),
                        "retries must lie between 0 and 20"),
                of("negative retries", step -> step.withRetries(-1).run("a", () -> 1), "is -1"),
                of(
                        "a wait for a class that is no event",
                        step -> step.waitForEvent("a", String.class, Wait.upTo(HOUR)),
                        "has no @EventName"),
                of("a wait for a pattern", step -> step.waitForEvent("a", "user/*", Wait.upTo(HOUR)), "is a pattern"),
                of("a wait for no name", step -> step.waitForEvent("a", "", Wait.upTo(HOUR)), "1 to 512"),
                of(
                        "a wait by no path",
                        step -> step.waitForEvent("a", "a/b", Wait.upTo(HOUR).matching("userId")),
                        "must be a path into the event"),
                of(
                        "a wait of a millennium",
                        step -> step.waitForEvent("a", "a/b", Wait.upTo(Duration.ofDays(400_000))),
                        "366 days at most"),
                of(
                        "a wait for an empty signal",
                        step -> step.waitForSignal("a", "", String.class, HOUR),
                        "a signal must have 1 to 256"),
                of(
                        "a long wait for a signal",
                        step -> step.waitForSignal("a", "s", String.class, Duration.ofDays(367)),
                        "366 days at most"),
                of("an empty signal", step -> step.sendSignal("a", "", null), "a signal must have 1 to 256"),
                of(
                        "a long invocation",
                        step -> step.invoke("a", "f", List.of(), String.class, Duration.ofDays(367)),
                        "366 days at most"),
                of(
                        "an invocation of no function's id",
                        step -> step.invoke("a", "orders/ship", List.of(), String.class, HOUR),
                        "'orders/ship' cannot be one; give the id of its @DurableFunction"),
                of(
                        "an invocation of what cannot be stored",
                        step -> step.planInvoke("a", "ship\0", List.of(), String.class, HOUR),
                        "'ship?' cannot be one"),
                of(
                        "an invocation of a long id",
                        step -> step.invoke("a", "s".repeat(513), List.of(), String.class, HOUR),
                        "1 to 128 characters"),
                of("an attempt outside of a step", step -> step.attempt(), "within the body of a step"),
                of("a key outside of a step", step -> step.idempotencyKey(), "within the body of a step"),
                of("another thread", StepMisuseTest::inAnotherThread, "another thread than the function"));
    }

    private static Object planTwice(Step step) {
        step.plan("a", () -> 1);
        return step.plan("a", () -> 2);
    }

    private static Object inAnotherThread(Step step) throws Exception {
        List<RuntimeException> thrown = new ArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                step.run("a", () -> 1);
            } catch (RuntimeException e) {
                thrown.add(e);
            }
        });
        thread.start();
        thread.join();
        throw thrown.get(0);
    }

    private static Arguments of(String name, Stage.Author function, String message) {
        return argumentSet(name, function, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isToldWithItsLineAndFailsTheRun(Stage.Author function, String message) {
        Decision decision = stage.call(function);

        assertThat(describe(decision))
                .startsWith("Fail step '")
                .containsPattern("\\(StepMisuseTest\\.java:\\d+\\): ")
                .contains(message);
        assertThat(stage.log).isEmpty();
    }

    @Test
    void theLineIsTheAuthors() {
        StackTraceElement here = new Throwable().getStackTrace()[0];
        Decision decision = stage.callVoid(step -> step.sleep("a", Duration.ofDays(400)));

        assertThat(describe(decision)).contains("(StepMisuseTest.java:" + (here.getLineNumber() + 1) + ")");
    }

    static Stream<Arguments> innerSteps() {
        return Stream.of(
                of("run", step -> step.run("inner", () -> 1), ""),
                of("plan", step -> step.plan("inner", () -> 1), ""),
                of("sleep", StepMisuseTest::sleep, ""),
                of("sendEvent", step -> step.sendEvent("inner"), ""),
                of("waitForEvent", step -> step.waitForEvent("inner", "a/b", Wait.upTo(HOUR)), ""));
    }

    private static Object sleep(Step step) {
        step.sleep("inner", HOUR);
        return null;
    }

    @ParameterizedTest
    @MethodSource("innerSteps")
    void aStepInAStepFailsTheOuterOne(Stage.Author inner, String none) {
        Decision decision = stage.call(step -> step.run("outer", () -> String.valueOf(inner.call(step))));

        assertThat(describe(decision))
                .contains("it is inside step 'outer'", "step 'inner' (StepMisuseTest.java:")
                .startsWith("Fail step 'outer' failed: dev.gamelan.step.StepMisuseException");
        assertThat(stage.step("inner")).isNull();
    }

    @Test
    void aStepInAPlannedStepFailsTheOuterOne() {
        Decision decision = stage.call(step ->
                step.plan("outer", () -> step.run("inner", () -> 1)).join());

        assertThat(describe(decision)).contains("it is inside step 'outer'");
    }

    @Test
    void aJoinInAStepFailsTheStep() {
        Decision decision = stage.call(step -> {
            Pending<Integer> a = step.plan("a", () -> 1);
            return step.run("outer", a::join);
        });

        assertThat(describe(decision)).contains("it is inside step 'outer'");
    }

    // ---- Limits ----

    @Test
    void aRunHas1000StepsAtMost() {
        Stage.Author function = step -> {
            for (int i = 0; i < 1_000; i++) {
                step.run("a", () -> 1);
            }
            return step.run("b", () -> 2);
        };

        assertThat(describe(stage.call(function)))
                .startsWith("Fail step 'b' (StepMisuseTest.java:")
                .contains("1000 steps");
        assertThat(stage.store).hasSize(1_000);
    }

    @Test
    void plannedStepsCountOnceWhetherTheyHaveEndedOrNot() {
        Stage.Author function = step -> {
            List<Pending<Integer>> planned = IntStream.range(0, 600)
                    .mapToObj(i -> step.plan("p" + i, () -> i))
                    .toList();
            planned.get(0).join();
            for (int i = 0; i < 400; i++) {
                step.run("a", () -> 1);
            }
            return "done";
        };

        assertThat(describe(stage.call(function))).isEqualTo("Complete \"done\"");
        assertThat(describe(stage.call(step -> {
                    IntStream.range(0, 600).forEach(i -> step.plan("p" + i, () -> i));
                    return step.plan("one too many", () -> 1);
                })))
                .contains("1000 steps");
    }

    @Test
    void aResultHas4MebibytesAtMost() {
        String most = "x".repeat(Results.MAX_BYTES - 2);

        assertThat(stage.callVoid(step -> step.run("a", () -> most))).isInstanceOf(Decision.Complete.class);
        assertThat(describe(stage.callVoid(step -> step.run("b", () -> most + "x"))))
                .startsWith("Fail step 'b' failed:")
                .contains("the limit is 4 MiB");
        assertThat(describe(stage.callVoid(step -> step.run("c", () -> "ä".repeat(Results.MAX_BYTES / 2)))))
                .as("bytes, not characters")
                .contains("the limit is 4 MiB");
        assertThat(describe(stage.call(step -> most + "x"))).contains("more than 4 MiB");
    }

    @Test
    void allResultsTogetherHave32MebibytesAtMost() {
        String result = "x".repeat(Results.MAX_BYTES - 2);
        Stage.Author function = step -> {
            for (int i = 0; i < 8; i++) {
                step.run("a", () -> result);
            }
            return step.run("b", () -> "");
        };

        assertThat(describe(stage.call(function))).contains("step 'b'", "more than 32 MiB");
        assertThat(describe(stage.call(step -> step.transactional("c", () -> ""))))
                .contains("more than 32 MiB");
        assertThat(stage.log)
                .last()
                .isEqualTo(
                        "RUN c FAILED " + stage.step("c").error().orElseThrow().message());
    }
}
