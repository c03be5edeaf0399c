package dev.gamelan.engine.step;

import static dev.gamelan.engine.step.StepRunTest.describe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.gamelan.deploy.Outcome;
import dev.gamelan.engine.run.AttemptPolicy;
import dev.gamelan.engine.time.Backoff;
import dev.gamelan.step.Step;
import dev.gamelan.step.Wait;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that cannot store any more, because another one has taken over or the database is gone. */
class SupersededCallTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Stage stage = new Stage();
    private final List<String> reached = new ArrayList<>();

    static Stream<Arguments> stores() {
        return Stream.of(
                argumentSet("run", "begin", (Stage.VoidAuthor) step -> step.run("a", () -> 1)),
                argumentSet(
                        "run, when the commit fails", "begin.await", (Stage.VoidAuthor) step -> step.run("a", () -> 1)),
                argumentSet("plan", "record", (Stage.VoidAuthor)
                        step -> step.plan("a", () -> 1).join()),
                argumentSet("send events", "record", (Stage.VoidAuthor) step -> step.sendEvent("a")),
                argumentSet(
                        "transaction", "inTransaction", (Stage.VoidAuthor) step -> step.transactional("a", () -> 1)),
                argumentSet("wait", "await", (Stage.VoidAuthor) step -> step.waitForEvent("a", "a/b", Wait.upTo(HOUR))),
                argumentSet("wait for a signal", "await", (Stage.VoidAuthor)
                        step -> step.waitForSignal("a", "s", String.class, HOUR)),
                argumentSet("give up", "giveUp", (Stage.VoidAuthor)
                        step -> step.waitForEvent("a", "a/b", Wait.upTo(Duration.ZERO))),
                argumentSet("signal", "signal", (Stage.VoidAuthor) step -> step.sendSignal("a", "s", null)),
                argumentSet("clock", "now", (Stage.VoidAuthor) step -> step.sleep("a", HOUR)));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void nothingMoreHappensByThem(String method, Stage.VoidAuthor function) {
        RuntimeException lost = new SupersededException("node 2 has taken over");

        assertThatThrownBy(() -> conclude(method, lost, function)).isSameAs(lost);
        assertThat(reached).as("no later step, whatever the function catches").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aDatabaseThatIsGoneIsNoFailureOfTheFunction(String method, Stage.VoidAuthor function) {
        if (method.equals("inTransaction")) {
            return; // there, nobody can tell it from a body that fails
        }
        RuntimeException gone = new IllegalStateException("no connection");

        assertThatThrownBy(() -> conclude(method, gone, function)).isSameAs(gone);
        assertThat(reached).isEmpty();
    }

    private void conclude(String method, RuntimeException thrown, Stage.VoidAuthor function) {
        StepCall call = new StepCall(
                "run1",
                0,
                new AttemptPolicy(4, Backoff.STANDARD, () -> 0),
                new Memo(List.of()),
                failing(method, thrown));
        Step step = call.steps();
        Outcome outcome;
        try {
            try {
                function.call(step);
            } catch (Throwable everything) {
                // An author who catches what is not his.
            }
            step.run("later", () -> reached.add("later"));
            call.returned();
            outcome = new Outcome.Returned(null);
        } catch (Throwable left) {
            outcome = new Outcome.Thrown(left);
        }
        call.conclude(outcome);
    }

    /** The stage, but for one method. */
    private StepHost failing(String name, RuntimeException thrown) {
        return (StepHost) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {StepHost.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(name)) {
                        throw thrown;
                    }
                    if (name.equals(method.getName() + ".await")) {
                        return (StepHost.Recording) () -> {
                            throw thrown;
                        };
                    }
                    try {
                        return method.invoke(stage, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void theOthersThatGoOnSideBySideEndFirst() {
        StepHost host = failing("record", new SupersededException("cancelled"));
        StepCall call =
                new StepCall("run1", 0, new AttemptPolicy(0, Backoff.STANDARD, () -> 0), new Memo(List.of()), host);
        Step step = call.steps();
        step.plan("a", () -> reached.add("a"));
        step.plan("b", () -> reached.add("b"));

        assertThatThrownBy(call::returned).isInstanceOf(dev.gamelan.deploy.Suspension.class);
        assertThat(reached).containsExactly("a", "b");
        assertThat(stage.store).isEmpty();
    }

    @Test
    void theNextCallFindsWhatWasStored() {
        stage.callVoid(step -> step.run("a", () -> Map.of("k", "v")));

        assertThat(describe(stage.call(step -> step.run("a", () -> Map.of("k", "other")))))
                .isEqualTo("Complete {\"k\":\"v\"}");
    }
}
