package dev.gamelan.engine.step;

import static dev.gamelan.engine.step.Stage.done;
import static dev.gamelan.engine.step.Stage.failed;
import static dev.gamelan.engine.step.Stage.retrying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.gamelan.function.NonRetriableException;
import dev.gamelan.function.RetryAfterException;
import dev.gamelan.step.Step;
import dev.gamelan.step.StepFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps in sequence: what is carried out, what comes out of the memo, what failures mean. */
class StepRunTest {

    private final Stage stage = new Stage();

    private static int add(Step step) {
        int a = step.run("a", () -> 1);
        int b = step.run("b", () -> a + 1);
        return a + b;
    }

    private static final Stage.Author ADD = StepRunTest::add;

    private static final Stage.Author BUSY = step -> step.run("a", () -> fail(new IOException("busy")));

    private static final Stage.Author CATCHES = step -> {
        try {
            return step.run("a", () -> fail(new NonRetriableException("no")));
        } catch (StepFailedException e) {
            return step.run("undo", () -> "undone after " + e.errorMessage());
        }
    };

    private static String fail(Exception e) throws Exception {
        throw e;
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                argumentSet(
                        "carries out all steps in one call, and stores each before the next",
                        List.of(),
                        ADD,
                        List.of("RUN a COMPLETED 1", "RUN b COMPLETED 2"),
                        "Complete 3"),
                argumentSet(
                        "carries out only what is not known",
                        List.of(done("a", "5")),
                        ADD,
                        List.of("RUN b COMPLETED 6"),
                        "Complete 11"),
                argumentSet(
                        "gives everything out of the memo",
                        List.of(done("b", "7"), done("a", "5")),
                        ADD,
                        List.of(),
                        "Complete 12"),
                argumentSet(
                        "keeps results that the code does not ask for any more",
                        List.of(done("a", "5"), done("old", "1")),
                        ADD,
                        List.of("RUN b COMPLETED 6"),
                        "Complete 11"),
                argumentSet(
                        "waits for the next attempt of a failed step, holding nothing",
                        List.of(),
                        BUSY,
                        List.of("finally RUN a RETRYING in PT15S"),
                        "Suspend [a] wake PT15S"),
                argumentSet(
                        "waits longer from failure to failure",
                        List.of(retrying("a", 2, Duration.ZERO)),
                        BUSY,
                        List.of("finally RUN a RETRYING in PT1M"),
                        "Suspend [a] wake PT1M"),
                argumentSet(
                        "does not try before it is time",
                        List.of(retrying("a", 2, Duration.ofMillis(1))),
                        BUSY,
                        List.of(),
                        "Suspend [a] wake PT0.001S"),
                argumentSet(
                        "fails for good when the retries are used up, and the run with it",
                        List.of(retrying("a", 4, Duration.ZERO)),
                        BUSY,
                        List.of("RUN a FAILED busy"),
                        "Fail step 'a' failed: java.io.IOException: busy"),
                argumentSet(
                        "fails at once again when it has failed before",
                        List.of(failed("a", "gone")),
                        BUSY,
                        List.of(),
                        "Fail step 'a' failed: java.io.IOException: gone"),
                argumentSet(
                        "can be caught when it has failed for good",
                        List.of(),
                        CATCHES,
                        List.of("RUN a FAILED no", "RUN undo COMPLETED \"undone after no\""),
                        "Complete \"undone after no\""),
                argumentSet(
                        "is caught in the same way after a crash",
                        List.of(failed("a", "gone")),
                        CATCHES,
                        List.of("RUN undo COMPLETED \"undone after gone\""),
                        "Complete \"undone after gone\""),
                argumentSet(
                        "does not try again what asks for it",
                        List.of(),
                        (Stage.Author) step -> step.run("a", () -> fail(new NonRetriableException("bad data"))),
                        List.of("RUN a FAILED bad data"),
                        "Fail step 'a' failed: dev.gamelan.function.NonRetriableException: bad data"),
                argumentSet(
                        "tries again when it was asked to",
                        List.of(),
                        (Stage.Author) step ->
                                step.run("a", () -> fail(new RetryAfterException("429", Duration.ofHours(1)))),
                        List.of("finally RUN a RETRYING in PT1H"),
                        "Suspend [a] wake PT1H"),
                argumentSet(
                        "has its own number of retries",
                        List.of(),
                        (Stage.Author) step -> step.withRetries(0).run("a", () -> fail(new IOException("busy"))),
                        List.of("RUN a FAILED busy"),
                        "Fail step 'a' failed: java.io.IOException: busy"),
                argumentSet(
                        "treats errors of the body as failures",
                        List.of(),
                        (Stage.Author) step -> step.run("a", () -> {
                            throw new StackOverflowError();
                        }),
                        List.of("finally RUN a RETRYING in PT15S"),
                        "Suspend [a] wake PT15S"),
                argumentSet(
                        "numbers repetitions of an id",
                        List.of(),
                        (Stage.Author) step -> step.run("a", () -> 1) + step.run("a", () -> 2) + step.run("a", () -> 3),
                        List.of("RUN a COMPLETED 1", "RUN a:1 COMPLETED 2", "RUN a:2 COMPLETED 3"),
                        "Complete 6"),
                argumentSet(
                        "tells a repetition from an id that looks like one",
                        List.of(),
                        (Stage.Author)
                                step -> step.run("a", () -> 1) + step.run("a", () -> 2) + step.run("a:1", () -> 3),
                        List.of("RUN a COMPLETED 1", "RUN a:1 COMPLETED 2", "RUN a:1:1 COMPLETED 3"),
                        "Complete 6"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void step(List<StepRecord> given, Stage.Author function, List<String> stored, String decision) {
        stage.given(given.toArray(StepRecord[]::new));

        assertThat(describe(stage.call(function))).isEqualTo(decision);
        assertThat(stage.log).isEqualTo(stored);
    }

    static String describe(Decision decision) {
        if (decision instanceof Decision.Complete complete) {
            return "Complete " + complete.output();
        }
        if (decision instanceof Decision.Fail fail) {
            return "Fail " + fail.error().message();
        }
        if (decision instanceof Decision.Retry retry) {
            return "Retry " + retry.nextAttempt() + " in " + retry.delay();
        }
        if (decision instanceof Decision.NeedsAttention attention) {
            return "NeedsAttention " + attention.problem().message();
        }
        Decision.Suspend suspend = (Decision.Suspend) decision;
        List<String> names = Stream.of("a", "b", "c", "x", "y", "sleep", "wait")
                .filter(name -> suspend.blocking().contains(new StepId(name, 0).key()))
                .toList();
        return "Suspend " + names
                + suspend.wakeUp()
                        .map(time -> " wake " + Duration.between(Stage.NOW, time))
                        .orElse("");
    }

    @Test
    void whatFollowsAFailedAttemptIsNotReached() {
        List<String> reached = new ArrayList<>();

        stage.call(step -> {
            reached.add("before");
            String result = step.run("a", () -> fail(new IOException()));
            reached.add("after");
            return result;
        });

        assertThat(reached).containsExactly("before");
    }

    @Test
    void catchingExceptionsDoesNotSwallowTheSuspension() {
        Decision decision = stage.call(step -> {
            try {
                return step.run("a", () -> fail(new IOException()));
            } catch (Exception e) {
                return "swallowed";
            }
        });

        assertThat(describe(decision)).isEqualTo("Suspend [a] wake PT15S");
    }

    @Test
    void catchingEverythingDoesNotEither() {
        AtomicInteger executed = new AtomicInteger();

        Decision decision = stage.call(step -> {
            try {
                step.run("a", () -> fail(new IOException()));
            } catch (Throwable e) {
                // swallowed; but no later step is carried out in this call
            }
            step.run("b", executed::incrementAndGet);
            return "swallowed";
        });

        assertThat(describe(decision)).isEqualTo("Suspend [a] wake PT15S");
        assertThat(executed).hasValue(0);
    }

    @Test
    void replacingTheSuspensionByAnotherExceptionDoesNotEither() {
        Decision decision = stage.call(step -> {
            try {
                return step.run("a", () -> fail(new IOException()));
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(describe(decision)).isEqualTo("Suspend [a] wake PT15S");
    }

    @Test
    void finallyBlocksRunWhenTheFunctionIsLeft() {
        List<String> left = new ArrayList<>();

        stage.callVoid(step -> {
            try {
                step.sleep("sleep", Duration.ofHours(1));
            } finally {
                left.add("finally");
            }
        });

        assertThat(left).containsExactly("finally");
    }

    @Test
    void theBodyOfTheFunctionHasRetriesOfItsOwn() {
        Stage.Author function = step -> fail(new IOException("busy"));
        stage.retries(2);

        assertThat(describe(stage.call(function))).isEqualTo("Retry 1 in PT15S");
        assertThat(describe(stage.call(function))).isEqualTo("Retry 2 in PT30S");
        assertThat(describe(stage.call(function))).isEqualTo("Fail busy");
    }

    @Test
    void everyStepThatEndsStartsTheirCountAnew() {
        stage.functionAttempt = 3;
        Stage.Author function = step -> {
            step.run("a", () -> 1);
            return fail(new IOException("busy"));
        };

        assertThat(describe(stage.call(function))).isEqualTo("Retry 1 in PT15S");
        assertThat(describe(stage.call(function))).isEqualTo("Retry 2 in PT30S");
    }

    @Test
    void theBodyCanAskForADelayOrAgainstRetries() {
        assertThat(describe(stage.call(step -> fail(new RetryAfterException("429", Duration.ofSeconds(90))))))
                .isEqualTo("Retry 1 in PT1M30S");
        assertThat(describe(stage.call(step -> fail(new NonRetriableException("bad")))))
                .isEqualTo("Fail bad");
    }

    @Test
    void aStepKnowsItsAttemptAndAKeyForOthers() {
        stage.given(retrying("a", 3, Duration.ZERO));

        stage.callVoid(step -> {
            step.run("a", () -> step.attempt() + " " + step.idempotencyKey());
            step.run("b", () -> step.attempt() + " " + step.idempotencyKey());
        });

        assertThat(stage.log)
                .containsExactly(
                        "RUN a COMPLETED \"3 run1:86f7e437faa5a7fce15d1ddcb9eaeaea377667b8\"",
                        "RUN b COMPLETED \"0 run1:e9d71f5ee7c92d6dc9e92ffdad17b8bd49418f98\"");
    }

    @Test
    void aResultThatCameAfterFailuresRemembersTheLastOne() {
        stage.given(retrying("a", 1, Duration.ZERO));

        stage.callVoid(step -> step.run("a", () -> 1));

        assertThat(stage.step("a").attempt()).isEqualTo(1);
        assertThat(stage.step("a").error().orElseThrow().message()).isEqualTo("no");
    }

    @Test
    void aTransactionalStepIsStoredInItsTransaction() {
        Decision decision = stage.call(step -> step.transactional("a", () -> 1) + step.run("b", () -> 2));

        assertThat(stage.log).containsExactly("begin", "commit RUN a COMPLETED 1", "RUN b COMPLETED 2");
        assertThat(describe(decision)).isEqualTo("Complete 3");
        stage.takeLog();
        assertThat(describe(stage.call(step -> step.transactional("a", () -> 5))))
                .isEqualTo("Complete 1");
        assertThat(stage.log).isEmpty();
    }

    @Test
    void aTransactionalStepThatFailsIsRolledBackAndTriedAgain() {
        assertThat(describe(stage.call(step -> step.transactional("a", () -> fail(new IOException("busy"))))))
                .isEqualTo("Suspend [a] wake PT15S");
        assertThat(stage.takeLog()).containsExactly("begin", "rollback", "finally RUN a RETRYING in PT15S");

        stage.later(Duration.ofSeconds(15)).callVoid(step -> step.transactional("a", () -> {}));
        assertThat(stage.log).containsExactly("begin", "commit RUN a COMPLETED null");
    }

    @Test
    void tellsWhichStepsItCameTo() {
        stage.given(done("a", "1"));

        stage.callVoid(step -> {
            step.run("a", () -> 1);
            step.plan("b", () -> 2);
            step.sleep("c", Duration.ofHours(1));
            step.run("d", () -> 3);
        });

        assertThat(stage.call.reached())
                .extracting(reached -> reached.kind() + " " + reached.id().id())
                .containsExactly("RUN a", "RUN b", "SLEEP c");
    }
}
