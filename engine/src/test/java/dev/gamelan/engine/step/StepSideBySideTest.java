package dev.gamelan.engine.step;

import static dev.gamelan.engine.step.Stage.done;
import static dev.gamelan.engine.step.StepRunTest.describe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.step.Pending;
import dev.gamelan.step.Step;
import dev.gamelan.step.StepFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Planned steps: when they start, what waits for them, what their failures mean. */
class StepSideBySideTest {

    private final Stage stage = new Stage();
    private final AtomicInteger failures = new AtomicInteger();

    /** Fails as often as {@link #failures} says. */
    private int busy() throws IOException {
        if (failures.getAndDecrement() > 0) {
            throw new IOException("busy");
        }
        return 7;
    }

    @Test
    void plannedStepsStartTogetherWhenOneIsJoined() {
        Decision decision = stage.call(step -> {
            Pending<Integer> a = step.plan("a", () -> 1);
            Pending<Integer> b = step.plan("b", () -> 2);
            stage.log.add("planned " + a.id() + " " + b.id());
            return a.join() + b.join();
        });

        assertThat(describe(decision)).isEqualTo("Complete 3");
        assertThat(stage.log)
                .containsExactly("planned a b", "side by side: 2", "RUN a COMPLETED 1", "RUN b COMPLETED 2");
    }

    @Test
    void plannedStepsStartWhenTheFunctionSleeps() {
        stage.callVoid(step -> {
            step.plan("a", () -> 1);
            step.sleep("sleep", Duration.ofHours(1));
        });

        assertThat(stage.log)
                .containsExactly("side by side: 1", "RUN a COMPLETED 1", "finally SLEEP sleep WAITING until PT1H");
    }

    @Test
    void plannedStepsStartWhenTheFunctionReturns() {
        Decision decision = stage.call(step -> {
            step.plan("a", () -> 1);
            return "done";
        });

        assertThat(describe(decision)).isEqualTo("Complete \"done\"");
        assertThat(stage.log).containsExactly("side by side: 1", "RUN a COMPLETED 1");
    }

    @Test
    void aStepThatNobodyJoinedFailsTheRunAllTheSame() {
        Stage.Author function = step -> {
            step.withRetries(1).plan("a", this::busy);
            return "done";
        };
        failures.set(2);

        assertThat(describe(stage.call(function))).isEqualTo("Suspend [a] wake PT15S");
        assertThat(describe(stage.later(Duration.ofSeconds(15)).call(function)))
                .isEqualTo("Fail step 'a' failed: java.io.IOException: busy");
    }

    @Test
    void whatIsKnownIsNotCarriedOutAgain() {
        stage.given(done("a", "5"));

        Decision decision = stage.call(step -> {
            Pending<Integer> a = step.plan("a", () -> 1);
            Pending<Integer> b = step.plan("b", () -> 2);
            step.joinAll(a, b);
            return a.join() + b.join();
        });

        assertThat(describe(decision)).isEqualTo("Complete 7");
        assertThat(stage.log).containsExactly("side by side: 1", "RUN b COMPLETED 2");
    }

    @Test
    void aStepIsTriedAgainWhileAnotherOneBlocks() {
        Stage.Author function = step -> {
            Pending<Integer> a = step.plan("a", this::busy);
            step.sleep("sleep", Duration.ofHours(1));
            return a.join();
        };
        failures.set(1);

        assertThat(describe(stage.call(function)))
                .as("wakes for the retry, not only for the sleep")
                .isEqualTo("Suspend [sleep] wake PT15S");
        assertThat(describe(stage.later(Duration.ofSeconds(15)).call(function))).isEqualTo("Suspend [sleep] wake PT1H");
        assertThat(stage.step("a").output()).contains("7");
        assertThat(describe(stage.later(Duration.ofHours(1)).call(function))).isEqualTo("Complete 7");
        assertThat(failures).as("carried out twice").hasValue(-1);
    }

    @Test
    void joinAllWaitsForAllOfThemEvenIfOneHasFailed() {
        Stage.Author function = step -> {
            Pending<Integer> a = step.withRetries(0).plan("a", () -> {
                throw new IOException("gone");
            });
            Pending<Integer> b = step.plan("b", this::busy);
            try {
                step.joinAll(List.of(a, b));
            } catch (StepFailedException e) {
                return e.stepId() + " failed, b is " + b.join();
            }
            return "no failure";
        };
        failures.set(1);

        assertThat(describe(stage.call(function))).isEqualTo("Suspend [b] wake PT15S");
        assertThat(describe(stage.later(Duration.ofSeconds(15)).call(function)))
                .isEqualTo("Complete \"a failed, b is 7\"");
    }

    @Test
    void joinAllOfJoinedStepsTellsTheirFailureAgain() {
        Decision decision = stage.call(step -> {
            Pending<Integer> a = step.withRetries(0).plan("a", () -> {
                throw new IOException("gone");
            });
            for (int i = 0; i < 2; i++) {
                try {
                    step.joinAll(a);
                    return "no failure";
                } catch (StepFailedException e) {
                    // and once more
                }
            }
            return "failed twice";
        });

        assertThat(describe(decision)).isEqualTo("Complete \"failed twice\"");
    }

    @Test
    void joiningOneDoesNotWaitForTheOthers() {
        failures.set(1);

        Decision decision = stage.call(step -> {
            Pending<Integer> a = step.plan("a", () -> 1);
            step.plan("b", this::busy);
            int first = a.join();
            step.run("c", () -> first + 1);
            return first;
        });

        assertThat(describe(decision)).as("b is waited for at the end").isEqualTo("Suspend [b] wake PT15S");
        assertThat(stage.log)
                .containsExactly(
                        "side by side: 2", "RUN a COMPLETED 1", "RUN b RETRYING in PT15S", "RUN c COMPLETED 2");
    }

    @Test
    void plannedStepsInALoopNeedDifferentIds() {
        Decision decision = stage.call(step -> {
            List<Pending<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = i;
                all.add(step.plan("mail-" + i, () -> number));
            }
            step.joinAll(all);
            return all.stream().mapToInt(Pending::join).sum();
        });

        assertThat(describe(decision)).isEqualTo("Complete 3");
        assertThat(stage.log).first().isEqualTo("side by side: 3");
    }

    @Test
    void oneThatIsJoinedInEveryTurnOfALoopMayHaveTheSameId() {
        Stage.Author function = step -> {
            int sum = 0;
            for (int i = 0; i < 3; i++) {
                int number = i;
                sum += step.plan("a", () -> number).join();
            }
            return sum;
        };

        assertThat(describe(stage.call(function))).isEqualTo("Complete 3");
        assertThat(stage.takeLog()).contains("RUN a COMPLETED 0", "RUN a:1 COMPLETED 1", "RUN a:2 COMPLETED 2");
        assertThat(describe(stage.call(function))).isEqualTo("Complete 3");
        assertThat(stage.log).isEmpty();
    }

    @Test
    void joinAllMeansTheStepsThatItIsGivenAndNotLaterOnesOfTheirName() {
        Decision decision = stage.call(step -> {
            Pending<Integer> first = step.plan("a", () -> 1);
            first.join();
            failures.set(1);
            step.plan("a", this::busy);
            step.joinAll(first);
            return step.run("b", () -> "went on");
        });

        assertThat(stage.log).contains("RUN b COMPLETED \"went on\"");
        assertThat(decision).isInstanceOf(Decision.Suspend.class);
    }

    @Test
    void aPendingStepOfAnotherCallIsRefused() {
        List<Pending<?>> kept = new ArrayList<>();
        stage.callVoid(step -> kept.add(step.plan("a", () -> 1)));

        assertThat(describe(stage.callVoid(step -> step.joinAll(kept))))
                .startsWith("Fail step 'a' (StepSideBySideTest.java:")
                .contains("planned by another call");
    }

    @Test
    void aFailedStepInSequenceLetsThePlannedOnesStart() {
        failures.set(1);

        Decision decision = stage.callVoid(step -> {
            step.plan("a", () -> 1);
            step.run("b", this::busy);
        });

        assertThat(describe(decision)).isEqualTo("Suspend [b] wake PT15S");
        assertThat(stage.log).containsExactly("RUN b RETRYING in PT15S", "side by side: 1", "RUN a COMPLETED 1");
    }

    @Test
    void joiningTwiceGivesTheSame() {
        assertThat(describe(stage.call(step -> {
                    Pending<Integer> a = step.plan("a", () -> 1);
                    return a.join() + a.join();
                })))
                .isEqualTo("Complete 2");
    }

    @Test
    void catchingEverythingDoesNotGetAnyFurther() {
        failures.set(1);
        AtomicInteger executed = new AtomicInteger();

        Decision decision = stage.callVoid(step -> {
            Pending<Integer> a = step.plan("a", this::busy);
            Pending<Integer> b = null;
            try {
                a.join();
            } catch (Throwable e) {
                b = tryToPlan(step, executed);
            }
            assertThat(b).isNull();
        });

        assertThat(describe(decision)).isEqualTo("Suspend [a] wake PT15S");
        assertThat(executed).hasValue(0);
    }

    private static Pending<Integer> tryToPlan(Step step, AtomicInteger executed) {
        try {
            return step.plan("b", executed::incrementAndGet);
        } catch (Throwable e) {
            return null;
        }
    }
}
