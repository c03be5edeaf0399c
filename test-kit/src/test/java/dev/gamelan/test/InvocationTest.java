package dev.gamelan.test;

import static dev.gamelan.engine.run.RunStatus.CANCELLED;
import static dev.gamelan.engine.run.RunStatus.COMPLETED;
import static dev.gamelan.engine.run.RunStatus.FAILED;
import static dev.gamelan.engine.run.RunStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamelan.event.Event;
import dev.gamelan.event.EventName;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.RunContext;
import dev.gamelan.function.Timeouts;
import dev.gamelan.step.Step;
import dev.gamelan.step.StepFailedException;
import dev.gamelan.step.Wait;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Functions that have to do with each other: invocations, signals, events, the end of runs. */
class InvocationTest {

    @EventName("lead/found")
    public record Lead(String name) {}

    public record Score(int points) {}

    /** Scores leads. */
    public static class Scoring {

        @DurableFunction(id = "score", retries = 0)
        Score score(Lead lead, Step step) {
            step.sleep("think", Duration.ofMinutes(5));
            return step.run("compute", () -> {
                if (lead.name().isEmpty()) {
                    throw new IllegalArgumentException("no name");
                }
                return new Score(lead.name().length());
            });
        }
    }

    /** Uses scores. */
    public static class Sales {

        final List<String> seen = new ArrayList<>();

        @DurableFunction(id = "qualify")
        @OnEvent(Lead.class)
        String qualify(Lead lead, Step step) {
            try {
                return "scored " + step.invoke("score", Scoring::score, lead).points();
            } catch (StepFailedException e) {
                return e.errorName() + ": " + e.errorMessage();
            }
        }

        @DurableFunction(id = "approve")
        @OnEvent(name = "order/*")
        String approve(Event<JsonObject> order, RunContext run, Step step) {
            return step.waitForSignal(
                            "approval", "order-" + order.data().getString("id"), String.class, Duration.ofDays(1))
                    .map(by -> order.name() + " approved by " + by)
                    .orElse("nobody approved");
        }

        @DurableFunction(id = "observe")
        @OnEvent(name = "inngest/function.*")
        void observe(Event<JsonObject> event) {
            seen.add(event.name() + " " + event.data().getString("function_id"));
        }

        @DurableFunction(id = "slow")
        @OnEvent(name = "slow")
        @Timeouts(finish = "PT1H")
        void slow(Step step) {
            step.waitForEvent("never", "never", Wait.upTo(Duration.ofDays(1)));
        }

        @DurableFunction(id = "three")
        @OnEvent(name = "three")
        List<String> three(Step step) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                ids.add(step.waitForEvent("part", "part", Wait.upTo(Duration.ofDays(1)))
                        .map(part -> part.data().getString("n"))
                        .orElse("-"));
            }
            return ids;
        }

        @DurableFunction(id = "chain")
        @OnEvent(name = "chain")
        void chain(JsonObject data, Step step) {
            if (data.getInt("n") > 0) {
                step.sendEvent("next", OutgoingEvent.named("chain", Map.of("n", data.getInt("n") - 1)));
            }
        }
    }

    private final Sales sales = new Sales();
    private final FunctionTest test = FunctionTest.of(sales, new Scoring());

    @Test
    void waitsForTheResultOfTheOtherRun() {
        TestRun run = test.send(new Lead("ann"));

        assertThat(run.waitsFor("score")).isTrue();
        TestRun child = test.runs("score").get(0);
        assertThat(child.sleepsUntil()).contains(FunctionTest.START.plus(Duration.ofMinutes(5)));
        test.advance(Duration.ofMinutes(5));

        assertThat(child.result()).isEqualTo(new Score(3));
        assertThat(run.result()).isEqualTo("scored 3");
    }

    @Test
    void getsTheFailureOfTheOtherRun() {
        TestRun run = test.send(new Lead(""));

        test.advance(Duration.ofMinutes(5));

        assertThat(run.result().toString()).contains("step 'compute' failed", "no name");
    }

    @Test
    void getsToKnowThatTheOtherRunWasCancelled() {
        TestRun run = test.send(new Lead("ann"));

        test.runs("score").get(0).cancel();

        assertThat(run.result().toString()).isEqualTo("Cancelled: by the test");
    }

    @Test
    void aFunctionElsewhereIsStoodInFor() {
        FunctionTest alone = FunctionTest.of(sales)
                .mockFunction("score", Lead.class, lead -> new Score(lead.name().length() * 10));

        assertThat(alone.send(new Lead("ann")).result()).isEqualTo("scored 30");
        alone.mockFunction("score", lead -> {
            throw new IllegalStateException("down, " + lead.getString("name"));
        });
        assertThat(alone.send(new Lead("bob")).result()).isEqualTo("java.lang.IllegalStateException: down, bob");
    }

    @Test
    void aFunctionThatIsNotHereIsTheTestsMistake() {
        FunctionTest alone = FunctionTest.of(sales);

        assertThatThrownBy(() -> alone.send(new Lead("ann")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("mockFunction(\"score\", …)");
    }

    @Test
    void aSignalReachesTheOneThatWaits() {
        TestRun first = test.send(OutgoingEvent.named("order/placed", Map.of("id", "o1")));
        TestRun second = test.send(OutgoingEvent.named("order/changed", Map.of("id", "o1")));
        TestRun third = test.send(OutgoingEvent.named("order/placed", Map.of("id", "o3")));

        assertThat(second.status()).as("one waiter for a signal").isEqualTo(FAILED);
        assertThat(second.error().orElseThrow().message()).contains("SignalConflict");
        assertThat(test.signal("order-o1", "ann")).isTrue();
        assertThat(test.signal("order-o1", "bob")).as("nobody waits any more").isFalse();
        test.advance(Duration.ofDays(1));

        assertThat(first.result()).isEqualTo("order/placed approved by ann");
        assertThat(third.result()).isEqualTo("nobody approved");
    }

    @Test
    void theEndsOfRunsAreEventsButForRunsOfSuchEvents() {
        test.send(OutgoingEvent.named("chain", Map.of("n", 0)));
        test.send(OutgoingEvent.named("chain", Map.of("not", "a number")));
        test.advance(Duration.ofDays(1));
        test.send(OutgoingEvent.named("slow", Map.of())).cancel();

        assertThat(sales.seen)
                .containsExactly(
                        "inngest/function.finished chain",
                        "inngest/function.finished chain",
                        "inngest/function.failed chain",
                        "inngest/function.cancelled slow");
    }

    @Test
    void aRunThatTakesTooLongIsCancelled() {
        TestRun run = test.send(OutgoingEvent.named("slow", Map.of()));

        test.advance(Duration.ofMinutes(59));
        assertThat(run.status()).isEqualTo(WAITING);
        test.advance(Duration.ofDays(2));

        assertThat(run.status()).isEqualTo(CANCELLED);
    }

    @Test
    void eachEventEndsOneWaitOfARun() {
        TestRun run = test.send(OutgoingEvent.named("three", Map.of()));

        test.send(OutgoingEvent.named("part", Map.of("n", "1")), OutgoingEvent.named("part", Map.of("n", "2")));
        assertThat(run.status()).isEqualTo(WAITING);
        test.advance(Duration.ofDays(1));

        assertThat(run.result().toString()).isEqualTo("[1, 2, -]");
        assertThat(run.steps()).containsExactly("part", "part:1", "part:2");
    }

    @Test
    void eventsOfFunctionsStartOthers() {
        TestRun first = test.send(OutgoingEvent.named("chain", Map.of("n", 3)));

        assertThat(test.runs("chain")).hasSize(4).allMatch(run -> run.status() == COMPLETED);
        assertThat(test.sentEvents())
                .extracting(event -> event.data().getInt("n"))
                .containsExactly(2, 1, 0);
        assertThat(first.sentEvents()).hasSize(1);
    }

    @Test
    void functionsThatStartEachOtherForEverEndTheTest() {
        assertThatThrownBy(() -> test.send(OutgoingEvent.named("chain", Map.of("n", 1_000_000))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("start each other without end");
    }
}
