package dev.gamelan.engine.step;

import static dev.gamelan.engine.step.StepRunTest.describe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.event.Event;
import dev.gamelan.event.EventName;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.step.StepFailedException;
import dev.gamelan.step.Wait;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sleeps, waits for events and signals, and what steps send. */
class StepWaitTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @EventName("user/activated")
    public record Activated(String userId) {}

    private final Stage stage = new Stage();

    // ---- Sleep ----

    @Test
    void aSleepIsStoredWhenTheCallEndsAndLastsUntilItIsDue() {
        Stage.Author function = step -> {
            step.run("a", () -> 1);
            step.sleep("sleep", HOUR);
            return step.run("b", () -> 2);
        };

        assertThat(describe(stage.call(function))).isEqualTo("Suspend [sleep] wake PT1H");
        assertThat(stage.takeLog()).containsExactly("RUN a COMPLETED 1", "finally SLEEP sleep WAITING until PT1H");

        stage.later(HOUR.minusNanos(1));
        assertThat(describe(stage.call(function))).as("too early").isEqualTo("Suspend [sleep] wake PT1H");
        assertThat(stage.takeLog()).isEmpty();

        stage.later(Duration.ofNanos(1));
        assertThat(describe(stage.call(function))).isEqualTo("Complete 2");
        assertThat(stage.log).as("in one commit").containsExactly("SLEEP sleep COMPLETED null, RUN b COMPLETED 2");
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT-1S", "P-36500D", "PT-9223372036854775808S"})
    void aSleepOfNoTimeIsOverAtOnce(Duration duration) {
        assertThat(describe(stage.call(step -> {
                    step.sleep("sleep", duration);
                    return 1;
                })))
                .isEqualTo("Complete 1");
        assertThat(stage.log).containsExactly("finally SLEEP sleep COMPLETED null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2030-01-01T00:00:00Z", "2029-12-31T23:59:59.999Z", "-1000000000-01-01T00:00:00Z"})
    void aSleepUntilThePastIsOverAtOnce(Instant past) {
        assertThat(describe(stage.call(step -> {
                    step.sleepUntil("sleep", past);
                    return 1;
                })))
                .isEqualTo("Complete 1");
        assertThat(stage.step("sleep").until()).as("what a database can store").contains(Stage.NOW);
    }

    @Test
    void sleepsLast366DaysAtMost() {
        Duration longest = Duration.ofDays(366);

        assertThat(stage.callVoid(step -> step.sleep("sleep", longest))).isInstanceOf(Decision.Suspend.class);
        assertThat(stage.callVoid(step -> step.sleepUntil("x", Stage.NOW.plus(longest))))
                .isInstanceOf(Decision.Suspend.class);
        assertThat(describe(stage.callVoid(step -> step.sleep("y", longest.plusNanos(1)))))
                .startsWith("Fail step 'y' (StepWaitTest.java:")
                .contains("366 days at most");
        assertThat(describe(stage.callVoid(step -> step.sleep("y", Duration.ofSeconds(Long.MAX_VALUE)))))
                .contains("366 days at most");
        assertThat(describe(stage.callVoid(
                        step -> step.sleepUntil("y", Stage.NOW.plus(longest).plusNanos(1)))))
                .startsWith("Fail step 'y' (StepWaitTest.java:")
                .contains("366 days");
        assertThat(describe(stage.callVoid(step -> step.sleepUntil("y", Instant.MAX))))
                .contains("366 days");
    }

    @Test
    void aSleepThatIsDueBeforeItIsStoredIsStoredAsASleepAllTheSame() {
        Decision decision = stage.callVoid(step -> {
            step.plan("a", () -> {
                stage.later(HOUR);
                return 1;
            });
            step.sleep("sleep", Duration.ofMinutes(1));
        });

        assertThat(describe(decision)).isEqualTo("Suspend [sleep] wake PT1M");
        assertThat(stage.log)
                .containsExactly("side by side: 1", "RUN a COMPLETED 1", "finally SLEEP sleep WAITING until PT1M");
    }

    @Test
    void whatASleepWasIsWhatCounts() {
        stage.callVoid(step -> step.sleep("sleep", HOUR));

        assertThat(describe(stage.callVoid(step -> step.sleep("sleep", Duration.ofMinutes(1)))))
                .isEqualTo("Suspend [sleep] wake PT1H");
    }

    // ---- Events ----

    private Decision waitFor(Wait wait) {
        return stage.call(step -> step.waitForEvent("wait", Activated.class, wait)
                .map(Activated::userId)
                .orElse("nobody"));
    }

    @Test
    void aWaitIsStoredBeforeItIsLookedWhetherTheEventIsThere() {
        Decision decision = waitFor(Wait.upTo(HOUR).matching("data.userId"));

        assertThat(describe(decision)).isEqualTo("Suspend [wait] wake PT1H");
        assertThat(((Decision.Suspend) decision).awaits()).as("stored already").isEmpty();
        assertThat(stage.log).containsExactly("await WAIT_FOR_EVENT wait WAITING until PT1H by data.userId");
        assertThat(stage.step("wait").subject()).contains("user/activated");
    }

    @Test
    void anEventThatIsThereAlreadyDoesNotSuspend() {
        stage.arrived.put("user/activated", Stage.event("user/activated", "{\"userId\":\"u1\"}"));

        assertThat(describe(waitFor(Wait.upTo(HOUR)))).isEqualTo("Complete \"u1\"");
        assertThat(stage.step("wait").eventId()).contains("e1");
    }

    @Test
    void anEventThatCameMeanwhileIsTheResult() {
        waitFor(Wait.upTo(HOUR));
        StepRecord waiting = stage.step("wait");
        stage.store.put(waiting.key(), waiting.resolvedBy("e1", Stage.event("user/activated", "{\"userId\":\"u1\"}")));
        stage.takeLog();

        assertThat(describe(waitFor(Wait.upTo(HOUR)))).isEqualTo("Complete \"u1\"");
        assertThat(stage.log).isEmpty();
    }

    @Test
    void aWaitIsGivenUpWhenItsTimeIsOver() {
        waitFor(Wait.upTo(HOUR));
        stage.takeLog();

        stage.later(HOUR);

        assertThat(describe(waitFor(Wait.upTo(HOUR)))).isEqualTo("Complete \"nobody\"");
        assertThat(stage.log).containsExactly("give up WAIT_FOR_EVENT wait COMPLETED null");
    }

    @Test
    void anEventThatCameInTimeWinsOverTheTimeout() {
        waitFor(Wait.upTo(HOUR));
        stage.arrived.put("user/activated", Stage.event("user/activated", "{\"userId\":\"u1\"}"));

        stage.later(Duration.ofDays(2));

        assertThat(describe(waitFor(Wait.upTo(HOUR)))).isEqualTo("Complete \"u1\"");
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT-1H", "PT-9223372036854775808S"})
    void aWaitOfNoTimeLooksOnce(Duration duration) {
        assertThat(describe(waitFor(Wait.upTo(duration)))).isEqualTo("Complete \"nobody\"");
        assertThat(stage.log)
                .containsExactly(
                        "await WAIT_FOR_EVENT wait WAITING until PT0S", "give up WAIT_FOR_EVENT wait COMPLETED null");
    }

    @Test
    void aWaitByNameGivesTheWholeEvent() {
        stage.arrived.put("a/b", Stage.event("a/b", "{\"n\":1}"));
        List<Event<JsonObject>> events = new ArrayList<>();

        stage.callVoid(step ->
                events.add(step.waitForEvent("wait", "a/b", Wait.upTo(HOUR)).orElseThrow()));

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo("e1");
            assertThat(event.name()).isEqualTo("a/b");
            assertThat(event.data().getInt("n")).isEqualTo(1);
            assertThat(event.timestamp()).isEqualTo(Stage.NOW);
        });
    }

    @Test
    void waitsInALoopAreStepsOfTheirOwn() {
        stage.callVoid(step -> {
            for (int i = 0; i < 3; i++) {
                step.waitForEvent("wait", "a/b", Wait.upTo(Duration.ZERO));
            }
        });

        assertThat(stage.store.keySet())
                .containsExactly(new StepId("wait", 0).key(), new StepId("wait", 1).key(), new StepId("wait", 2).key());
    }

    // ---- Signals ----

    private Decision waitForSignal() {
        return stage.call(step -> step.waitForSignal("wait", "approval", Activated.class, HOUR)
                .map(Activated::userId)
                .orElse("nobody"));
    }

    @Test
    void aSignalEndsAWait() {
        assertThat(describe(waitForSignal())).isEqualTo("Suspend [wait] wake PT1H");
        assertThat(stage.takeLog()).containsExactly("await WAIT_FOR_SIGNAL wait WAITING until PT1H");
        StepRecord waiting = stage.step("wait");
        stage.store.put(waiting.key(), waiting.completed("{\"signal\":\"approval\",\"data\":{\"userId\":\"u1\"}}"));

        assertThat(describe(waitForSignal())).isEqualTo("Complete \"u1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"signal\":\"approval\",\"data\":null}", "{\"signal\":\"approval\"}"})
    void aSignalWithoutDataGivesNothing(String output) {
        waitForSignal();
        StepRecord waiting = stage.step("wait");
        stage.store.put(waiting.key(), waiting.completed(output));

        assertThat(describe(waitForSignal())).isEqualTo("Complete \"nobody\"");
    }

    @Test
    void aSignalThatSomebodyElseWaitsForFailsTheStep() {
        stage.arrived.put("approval", "run2 waits for it");

        assertThat(describe(waitForSignal())).isEqualTo("Fail step 'wait' failed: SignalTaken: run2 waits for it");
    }

    @Test
    void aWaitForASignalIsGivenUp() {
        waitForSignal();
        stage.later(HOUR);

        assertThat(describe(waitForSignal())).isEqualTo("Complete \"nobody\"");
    }

    @Test
    void sendingASignalTellsWhetherSomebodyWaited() {
        stage.arrived.put("there", "");
        Stage.Author function = step -> step.sendSignal("a", "there", new Activated("u1"))
                + " " + step.sendSignal("b", "nobody", null)
                + " " + step.sendSignal("c", "there", List.of(new Activated("u2")));

        assertThat(describe(stage.call(function))).isEqualTo("Complete \"true false true\"");
        assertThat(stage.takeLog())
                .containsExactly(
                        "signal there {\"userId\":\"u1\"}",
                        "SEND_SIGNAL a COMPLETED true",
                        "signal nobody null",
                        "SEND_SIGNAL b COMPLETED false",
                        "signal there [{\"userId\":\"u2\"}]",
                        "SEND_SIGNAL c COMPLETED true");
        assertThat(describe(stage.call(function))).isEqualTo("Complete \"true false true\"");
        assertThat(stage.log).isEmpty();
    }

    // ---- Events that are sent ----

    @Test
    void eventsAreStoredWithTheStep() {
        Stage.Author function =
                step -> step.sendEvent("a", new Activated("u1"), OutgoingEvent.named("a/b", Map.of("n", 1)));

        assertThat(describe(stage.call(function))).isEqualTo("Complete [\"id of user/activated\",\"id of a/b\"]");
        assertThat(stage.takeLog())
                .containsExactly("SEND_EVENT a COMPLETED {\"ids\":[\"id of user/activated\",\"id of a/b\"]}"
                        + " with [id of user/activated, id of a/b]");
        assertThat(describe(stage.call(function))).isEqualTo("Complete [\"id of user/activated\",\"id of a/b\"]");
        assertThat(stage.log).isEmpty();
    }

    @Test
    void eventsThatTheServerRefusesAreMisuse() {
        assertThat(describe(stage.call(step -> step.sendEvent("a", "no event"))))
                .startsWith("Fail step 'a' (StepWaitTest.java:")
                .contains("java.lang.String has no @EventName");
        assertThat(describe(stage.call(step -> step.sendEvent("b", OutgoingEvent.named("inngest/x", Map.of())))))
                .contains("reserved");
        assertThat(stage.log).isEmpty();
    }

    @Test
    void aFailureAfterAWaitIsTheBodysOwn() {
        stage.given(Stage.done("a", "1"));
        stage.functionAttempt = 1;

        Decision decision = stage.call(step -> {
            step.sleep("sleep", Duration.ZERO);
            throw new IOException("busy");
        });

        assertThat(describe(decision)).isEqualTo("Retry 2 in PT30S");
        assertThat(stage.log).as("the sleep is over for good").containsExactly("finally SLEEP sleep COMPLETED null");
    }

    @Test
    void aFailedWaitCanBeCaught() {
        stage.arrived.put("approval", "run2 waits for it");

        Decision decision = stage.call(step -> {
            try {
                return step.waitForSignal("wait", "approval", String.class, HOUR);
            } catch (StepFailedException e) {
                return Optional.of(e.errorName());
            }
        });

        assertThat(describe(decision)).isEqualTo("Complete \"SignalTaken\"");
    }
}
