package dev.gamelan.engine.step;

import static dev.gamelan.engine.step.StepRunTest.describe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.step.Invocable;
import dev.gamelan.step.Pending;
import dev.gamelan.step.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls of other durable functions. */
class StepInvokeTest {

    public record Lead(String name) {}

    public record Score(int points) {}

    /** The bean whose functions are invoked. */
    public static class Scoring extends Inherited {

        @DurableFunction(id = "score")
        Score score(Lead lead) {
            return new Score(lead.name().length());
        }

        @DurableFunction(id = "score-in-steps")
        Score inSteps(Lead lead, Step step) {
            return step.run("a", () -> score(lead));
        }

        @DurableFunction(id = "rank")
        List<Score> rank(Lead lead) {
            return List.of(score(lead));
        }

        Score plain(Lead lead) {
            return score(lead);
        }
    }

    /** Where a function is inherited from. */
    public static class Inherited {

        @DurableFunction(id = "inherited")
        Score inherited(Lead lead) {
            return new Score(0);
        }
    }

    private final Stage stage = new Stage();

    private static final Stage.Author SCORE =
            step -> step.invoke("a", Scoring::score, new Lead("ann")).points();

    @Test
    void startsTheFunctionWhenTheCallEndsAndWaitsForAYear() {
        Decision decision = stage.call(SCORE);

        assertThat(describe(decision)).isEqualTo("Suspend [a] wake PT8760H");
        assertThat(((Decision.Suspend) decision).awaits())
                .singleElement()
                .isInstanceOfSatisfying(Await.Invocation.class, invocation -> {
                    assertThat(invocation.step().subject()).contains("score");
                    assertThat(invocation.payload()).isEqualTo("{\"name\":\"ann\"}");
                });
        assertThat(stage.log).containsExactly("finally INVOKE a WAITING until PT8760H");
    }

    @Test
    void theOtherRunsResultIsTheSteps() {
        stage.call(SCORE);
        end(stage.step("a").completed("{\"points\":3}"));

        assertThat(describe(stage.call(SCORE))).isEqualTo("Complete 3");
    }

    @Test
    void theOtherRunsFailureIsTheSteps() {
        stage.call(SCORE);
        end(stage.step("a").failed(RunError.of("java.io.IOException", "gone")));

        assertThat(describe(stage.call(SCORE))).isEqualTo("Fail step 'a' failed: java.io.IOException: gone");
    }

    @Test
    void methodReferencesNameFunctionAndResultType() {
        Stage.Author withSteps =
                step -> step.invoke("a", Scoring::inSteps, new Lead("ann")).points();
        Stage.Author generic =
                step -> step.invoke("b", Scoring::rank, new Lead("ann")).get(0).points();
        Stage.Author inherited =
                step -> step.invoke("c", Scoring::inherited, new Lead("ann")).points();
        for (Stage.Author function : List.of(withSteps, generic, inherited)) {
            stage.call(function);
        }

        assertThat(stage.step("a").subject()).contains("score-in-steps");
        assertThat(stage.step("b").subject()).contains("rank");
        assertThat(stage.step("c").subject()).contains("inherited");
        end(stage.step("b").completed("[{\"points\":3}]"));
        assertThat(describe(stage.call(generic))).as("not erased").isEqualTo("Complete 3");
    }

    @Test
    void anIdNamesAFunctionElsewhere() {
        Stage.Author function = step -> step.invoke("a", "other", Map.of("n", 1), Score.class, Duration.ofHours(1))
                .points();

        assertThat(describe(stage.call(function))).isEqualTo("Suspend [a] wake PT1H");
        assertThat(stage.log).containsExactly("finally INVOKE a WAITING until PT1H");
    }

    @Test
    void isGivenUpWhenItsTimeIsOver() {
        Stage.Author function = step -> step.invoke("a", "other", new Lead("ann"), Score.class, Duration.ofHours(1));
        stage.call(function);
        stage.takeLog();

        assertThat(describe(stage.later(Duration.ofHours(1)).call(function)))
                .isEqualTo(
                        "Fail step 'a' failed: InvocationTimeout: function other gave no result in time; its run goes on");
        assertThat(stage.log).hasSize(1).first().asString().startsWith("give up INVOKE a FAILED");
    }

    @Test
    void withoutAnyTimeItIsStartedAllTheSame() {
        Stage.Author function = step -> step.invoke("a", "other", new Lead("ann"), Score.class, Duration.ZERO);

        assertThat(describe(stage.call(function))).isEqualTo("Suspend [a] wake PT0S");
        assertThat(describe(stage.call(function))).contains("InvocationTimeout");
    }

    @Test
    void goesOnBesideOtherSteps() {
        Stage.Author function = step -> {
            Pending<Score> a = step.planInvoke("a", Scoring::score, new Lead("ann"));
            Pending<Score> x = step.planInvoke("x", Scoring::inSteps, new Lead("bob"));
            Pending<Integer> b = step.plan("b", () -> 1);
            step.joinAll(a, b, x);
            return a.join().points() + b.join() + x.join().points();
        };

        assertThat(describe(stage.call(function))).isEqualTo("Suspend [a, x] wake PT8760H");
        assertThat(stage.log)
                .containsExactly(
                        "side by side: 1",
                        "RUN b COMPLETED 1",
                        "finally INVOKE a WAITING until PT8760H, INVOKE x WAITING until PT8760H");
        end(stage.step("a").completed("{\"points\":3}"));
        assertThat(describe(stage.call(function))).isEqualTo("Suspend [x] wake PT8760H");
        end(stage.step("x").completed("{\"points\":4}"));
        assertThat(describe(stage.call(function))).isEqualTo("Complete 8");
    }

    @Test
    void onlyMethodReferencesToFunctionsWillDo() {
        Invocable<Scoring, Lead, Score> lambda = (scoring, lead) -> scoring.score(lead);

        assertThat(describe(stage.call(step -> step.invoke("a", lambda, new Lead("ann")))))
                .startsWith("Fail step.invoke (StepInvokeTest.java:")
                .contains("method reference such as LeadScoring::score");
        assertThat(describe(stage.call(step -> step.invoke("a", Scoring::plain, new Lead("ann")))))
                .startsWith("Fail step.invoke (StepInvokeTest.java:")
                .contains("Scoring.plain is not a @DurableFunction");
    }

    @Test
    void thePayloadIsAnObject() {
        assertThat(describe(stage.call(step -> step.invoke("a", "other", "text", Score.class, Duration.ofHours(1)))))
                .startsWith("Fail step 'a' (StepInvokeTest.java:")
                .contains("must be an object");
    }

    private void end(StepRecord step) {
        stage.store.put(step.key(), step);
    }
}
