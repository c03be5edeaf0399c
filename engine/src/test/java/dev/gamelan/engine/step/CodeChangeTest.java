package dev.gamelan.engine.step;

import static dev.gamelan.engine.step.Stage.done;
import static dev.gamelan.engine.step.Stage.fresh;
import static dev.gamelan.engine.step.StepRunTest.describe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamelan.deploy.Outcome;
import dev.gamelan.deploy.Suspension;
import dev.gamelan.engine.run.AttemptPolicy;
import dev.gamelan.engine.time.Backoff;
import dev.gamelan.event.EventName;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.step.Pending;
import dev.gamelan.step.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A function whose code was changed while one of its runs was alive: what is stored, what the code asks for now, what comes of it. */
class CodeChangeTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Stage stage = new Stage();
    private final List<String> executed = new ArrayList<>();

    public record Price(int cents) {}

    @EventName("paid")
    public record Paid(int cents) {}

    private Object body(String id) {
        executed.add(id);
        return id;
    }

    private static String key(String id) {
        return new StepId(id, 0).key();
    }

    // ---- Safe ----

    @Test
    void anInsertedStepRunsWhenItIsReached() {
        stage.given(done("a", "\"old a\""), done("b", "\"old b\""));

        Decision decision = stage.call(step -> step.run("a", () -> body("a"))
                + ", "
                + step.run("between", () -> body("between"))
                + ", "
                + step.run("b", () -> body("b")));

        assertThat(describe(decision)).isEqualTo("Complete \"old a, between, old b\"");
        assertThat(executed).containsExactly("between");
        assertThat(((Decision.Complete) decision).orphaned()).isEmpty();
    }

    @Test
    void stepsAreFoundInAnyOrder() {
        stage.given(done("a", "\"old a\""), done("b", "\"old b\""));

        Decision decision = stage.call(step -> step.run("b", () -> body("b")) + ", " + step.run("a", () -> body("a")));

        assertThat(describe(decision)).isEqualTo("Complete \"old b, old a\"");
        assertThat(executed).isEmpty();
    }

    @Test
    void whatTheCodeDoesNotAskForAnyMoreIsOrphaned() {
        stage.given(done("a", "\"old a\""), done("renamed", "\"old\""));

        Decision.Complete decision = (Decision.Complete) stage.call(
                step -> step.run("a", () -> body("a")) + ", " + step.run("new-name", () -> body("new-name")));

        assertThat(describe(decision)).isEqualTo("Complete \"old a, new-name\"");
        assertThat(decision.orphaned()).containsExactly(key("renamed"));
        assertThat(executed).containsExactly("new-name");
    }

    @Test
    void aRunThatGoesOnHasNoOrphansYet() {
        stage.given(done("a", "1"), done("later", "2"));

        assertThat(describe(stage.callVoid(step -> {
                    step.run("a", () -> 1);
                    step.sleep("sleep", HOUR);
                })))
                .isEqualTo("Suspend [sleep] wake PT1H");
        Decision.Complete decision = (Decision.Complete) stage.later(HOUR).callVoid(step -> {
            step.run("a", () -> 1);
            step.sleep("sleep", HOUR);
            step.run("later", () -> 2);
        });

        assertThat(decision.orphaned()).isEmpty();
    }

    // ---- Not safe ----

    @Test
    void aStepOfAnotherKindNeedsAttention() {
        stage.given(done("a", "1"));

        assertThat(describe(stage.callVoid(step -> step.sleep("a", HOUR))))
                .startsWith("NeedsAttention step 'a' (CodeChangeTest.java:")
                .contains("is recorded as RUN, and the code asks for SLEEP", "another id", "once that is deployed");
        assertThat(describe(stage.call(step -> step.sendEvent("a")))).contains("asks for SEND_EVENT");
        assertThat(describe(stage.call(step -> step.planInvoke("a", "f", List.of(), String.class, HOUR))))
                .contains("asks for INVOKE");
        assertThat(stage.log).as("nothing is stored").isEmpty();
    }

    @Test
    void soDoesAStepThatWaits() {
        stage.callVoid(step -> step.sleep("a", HOUR));

        assertThat(describe(stage.call(step -> step.run("a", () -> body("a")))))
                .startsWith("NeedsAttention step 'a'")
                .contains("is recorded as SLEEP, and the code asks for RUN");
        assertThat(executed).isEmpty();
        assertThat(stage.step("a").status()).isEqualTo(StepStatus.WAITING);
    }

    @Test
    void nothingFollowsWhateverTheFunctionCatches() {
        stage.given(done("a", "1"));

        Decision decision = stage.call(step -> {
            try {
                step.sleep("a", HOUR);
            } catch (Throwable caught) {
                step.run("b", () -> body("b"));
            }
            return "went on";
        });

        assertThat(describe(decision)).startsWith("NeedsAttention step 'a'");
        assertThat(executed).isEmpty();
    }

    @Test
    void whatWasDoneBeforeIsKept() {
        stage.given(done("b", "1"));

        Decision decision = stage.callVoid(step -> {
            step.run("a", () -> body("a"));
            Pending<Object> planned = step.plan("planned", () -> body("planned"));
            step.sleep("no-time", Duration.ZERO);
            step.sleep("b", HOUR);
            planned.join();
        });

        assertThat(describe(decision)).startsWith("NeedsAttention step 'b'");
        assertThat(executed).as("what was only planned is planned again").containsExactly("a");
        assertThat(stage.step("a").status()).isEqualTo(StepStatus.COMPLETED);
        assertThat(stage.step("no-time").status()).isEqualTo(StepStatus.COMPLETED);
        assertThat(stage.step("planned")).isNull();
    }

    @Test
    void codeThatFitsAgainGoesOn() {
        stage.given(done("a", "1"));
        stage.callVoid(step -> step.sleep("a", HOUR));

        assertThat(describe(stage.call(step -> step.run("a", () -> 2)))).isEqualTo("Complete 1");
    }

    @Test
    void runAndPlanAndTransactionalAreOfOneKind() {
        stage.given(done("a", "1"));

        assertThat(describe(stage.call(step -> step.transactional("a", () -> 2))))
                .isEqualTo("Complete 1");
        assertThat(describe(stage.call(step -> step.plan("a", () -> 2).join()))).isEqualTo("Complete 1");
    }

    // ---- Types ----

    @Test
    void aStoredResultThatDoesNotFitNeedsAttention() {
        stage.given(done("a", "{\"cents\":[1,2]}"));

        assertThat(describe(stage.call(step -> step.run("a", () -> new Price(1)))))
                .startsWith("NeedsAttention step 'a': its stored result does not fit " + Price.class.getName())
                .contains("Make the type fit what is stored, or give the step another id");
        assertThat(describe(
                        stage.call(step -> step.plan("a", () -> new Price(1)).join())))
                .startsWith("NeedsAttention step 'a'");
    }

    @Test
    void soDoesTheResultOfAnInvocation() {
        stage.given(fresh("a", StepKind.INVOKE, StepStatus.WAITING).completed("{\"cents\":[1,2]}"));

        assertThat(describe(stage.call(step -> step.invoke("a", "f", Map.of(), Price.class, HOUR))))
                .startsWith("NeedsAttention step 'a': its stored result does not fit");
    }

    @Test
    void soDoWhatEventsAndSignalsCarry() {
        stage.given(
                fresh("event", StepKind.WAIT_FOR_EVENT, StepStatus.WAITING)
                        .resolvedBy("e1", Stage.event("paid", "{\"cents\":[1,2]}")),
                fresh("signal", StepKind.WAIT_FOR_SIGNAL, StepStatus.WAITING)
                        .completed("{\"data\":{\"cents\":[1,2]}}"));

        assertThat(describe(stage.call(step -> step.waitForEvent("event", Paid.class, Wait.upTo(HOUR)))))
                .startsWith("NeedsAttention step 'event': its stored result does not fit");
        assertThat(describe(stage.call(step -> step.waitForSignal("signal", "s", Price.class, HOUR))))
                .startsWith("NeedsAttention step 'signal': its stored result does not fit");
    }

    /** Its mistake is in this code: waiting for other code would only hide it. */
    public static final class OneWay {
        public int getCents() {
            return 1;
        }

        public void setCents(int cents) {
            if (cents > 0) {
                throw new IllegalArgumentException("cannot be set to " + cents);
            }
        }
    }

    @Test
    void aResultThatItsOwnCallCannotReadFailsTheRun() {
        assertThat(describe(stage.call(step -> step.run("a", OneWay::new))))
                .startsWith("Fail step 'a': its stored result does not fit");
    }

    // ---- What the function is called with ----

    @Test
    void anArgumentThatFittedOnceNeedsAttention() {
        StepCall call = call(Set.of(done("a", "1")));

        assertThatThrownBy(() -> {
                    throw call.misfit("event e1 (order): no number", new IllegalArgumentException());
                })
                .isInstanceOf(Suspension.class);
        assertThat(describe(call.conclude(new Outcome.Returned("swallowed"))))
                .startsWith("NeedsAttention event e1 (order): no number. Steps of this run are recorded already");
    }

    @Test
    void anArgumentThatNeverFittedFailsTheRun() {
        StepCall call = call(Set.of());

        NonRetriableException thrown = call.misfit("event e1 (order): no number", new IllegalArgumentException());

        assertThat(describe(call.conclude(new Outcome.Thrown(thrown)))).isEqualTo("Fail event e1 (order): no number");
    }

    private StepCall call(Set<StepRecord> stored) {
        return new StepCall("run1", 0, new AttemptPolicy(4, Backoff.STANDARD, () -> 0), new Memo(stored), stage);
    }
}
