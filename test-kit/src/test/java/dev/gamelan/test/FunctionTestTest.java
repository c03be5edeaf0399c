package dev.gamelan.test;

import static dev.gamelan.engine.run.RunStatus.CANCELLED;
import static dev.gamelan.engine.run.RunStatus.COMPLETED;
import static dev.gamelan.engine.run.RunStatus.FAILED;
import static dev.gamelan.engine.run.RunStatus.QUEUED;
import static dev.gamelan.engine.run.RunStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.test.Onboarding.Activated;
import dev.gamelan.test.Onboarding.Deleted;
import dev.gamelan.test.Onboarding.Result;
import dev.gamelan.test.Onboarding.SignedUp;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionTestTest {

    private static final SignedUp ANN = new SignedUp("u1", "ann@example.org");

    private final Onboarding onboarding = new Onboarding();
    private final FunctionTest test = FunctionTest.of(onboarding);

    @Test
    void runsUpToTheWait() {
        TestRun run = test.send(ANN);

        assertThat(run.status()).isEqualTo(WAITING);
        assertThat(run.waitsFor(Activated.class)).isTrue();
        assertThat(run.waitsFor("user/deleted")).isFalse();
        assertThat(run.steps()).containsExactly("welcome", "contact", "account");
        assertThat(onboarding.effects).containsExactly("welcome ann@example.org", "contact", "account");
    }

    @Test
    void goesOnWhenTheTimeOfTheWaitIsOver() {
        TestRun run = test.send(ANN);

        test.advance(Duration.ofDays(3).minusMillis(1));
        assertThat(run.status()).isEqualTo(WAITING);
        test.advance(Duration.ofMillis(1));

        assertThat(run.status()).isEqualTo(COMPLETED);
        assertThat(run.result()).isEqualTo(new Result("c-u1", true));
        assertThat(run.result(Result.class).reminded()).isTrue();
        assertThat(run.steps()).containsExactly("welcome", "contact", "account", "activation", "reminder");
        assertThat(onboarding.effects)
                .as("memoised in spite of the replays")
                .containsExactly("welcome ann@example.org", "contact", "account", "reminder");
    }

    @Test
    void anEventEndsTheWait() {
        TestRun run = test.send(ANN);

        test.advance(Duration.ofDays(1));
        test.send(new Activated("u2", "pro"));
        assertThat(run.status()).as("another user's").isEqualTo(WAITING);
        test.send(new Activated("u1", "pro"));

        assertThat(run.result()).isEqualTo(new Result("c-u1", false));
    }

    @Test
    void anEventThatCameWithTheTriggerCountsInBothOrders() {
        assertThat(test.send(ANN, new Activated("u1", "pro")).result()).isEqualTo(new Result("c-u1", false));
        assertThat(test.send(new Activated("u3", "pro"), new SignedUp("u3", "x"))
                        .result())
                .isEqualTo(new Result("c-u3", false));
    }

    @Test
    void anEventFromBeforeDoesNotCount() {
        test.send(new Activated("u1", "pro"));

        assertThat(test.send(ANN).status()).isEqualTo(WAITING);
    }

    @Test
    void aMatchingEventCancels() {
        TestRun run = test.send(ANN);
        TestRun other = test.send(new SignedUp("u2", "bob@example.org"));

        test.send(new Deleted("u1"));
        test.advance(Duration.ofDays(3));

        assertThat(run.status()).isEqualTo(CANCELLED);
        assertThat(other.status()).isEqualTo(COMPLETED);
        assertThat(onboarding.effects).containsOnlyOnce("reminder");
    }

    @Test
    void aCancellingEventOfTheSameRequestCountsInBothOrders() {
        assertThat(test.send(ANN, new Deleted("u1")).status()).isEqualTo(CANCELLED);
        assertThat(test.send(new Deleted("u2"), new SignedUp("u2", "x")).status())
                .isEqualTo(CANCELLED);
        assertThat(onboarding.effects).isEmpty();
    }

    @Test
    void theTestCancels() {
        TestRun run = test.send(ANN);

        run.cancel();
        run.cancel();
        test.advance(Duration.ofDays(3));

        assertThat(run.status()).isEqualTo(CANCELLED);
        assertThatThrownBy(run::result).isInstanceOf(AssertionError.class).hasMessageContaining("is CANCELLED");
    }

    @Test
    void aStepIsTriedAgainAfterTheServersDelays() {
        test.failStep("account").times(2).with(new IOException("busy"));
        TestRun run = test.send(ANN);

        assertThat(run.attempts("account")).isEqualTo(1);
        assertThat(run.error("account").orElseThrow().message()).isEqualTo("busy");
        test.advance(Duration.ofSeconds(14));
        assertThat(run.attempts("account")).isEqualTo(1);
        test.advance(Duration.ofSeconds(1));
        assertThat(run.attempts("account")).isEqualTo(2);
        test.advance(Duration.ofSeconds(30));

        assertThat(run.attempts("account")).isEqualTo(3);
        assertThat(run.attempts("contact")).isEqualTo(1);
        assertThat(run.waitsFor(Activated.class)).isTrue();
        assertThat(onboarding.effects).containsOnlyOnce("contact", "account");
    }

    @Test
    void aRunWhoseStepFailsForGoodFailsAndItsHandlerRuns() {
        test.failStep("account").with(new NonRetriableException("blocked country"));

        TestRun run = test.send(ANN);

        assertThat(run.status()).isEqualTo(FAILED);
        assertThat(run.error().orElseThrow().message()).contains("step 'account' failed", "blocked country");
        TestRun handler = test.runs("onboard-user-failure").get(0);
        assertThat(handler.status()).isEqualTo(COMPLETED);
        assertThat(handler.result()).isNull();
        assertThat(onboarding.effects).last().asString().startsWith("sorry, ann@example.org: step 'account' failed");
    }

    @Test
    void aDoubleStandsInForAStep() {
        test.mockStep("contact", () -> new Onboarding.Contact("double")).mockStep("welcome", () -> {});

        TestRun run = test.send(ANN, new Activated("u1", "pro"));

        assertThat(run.result(Result.class).contactId()).isEqualTo("double");
        assertThat(onboarding.effects).containsExactly("account");
    }

    @Test
    void aRunOfAFutureEventStartsThen() {
        TestRun run = test.send(OutgoingEvent.of(ANN).at(FunctionTest.START.plus(Duration.ofHours(2))));

        assertThat(run.status()).isEqualTo(QUEUED);
        test.advanceTo(FunctionTest.START.plus(Duration.ofHours(2)).minusNanos(1));
        assertThat(run.status()).isEqualTo(QUEUED);
        test.advance(Duration.ofNanos(1));

        assertThat(run.status()).isEqualTo(WAITING);
    }

    @Test
    void anEventIdStartsRunsOnceADay() {
        OutgoingEvent event = OutgoingEvent.of(ANN).withId("signup-u1");

        test.send(event);
        test.send(event);
        assertThat(test.runs()).hasSize(1);
        test.advance(Duration.ofDays(2));
        test.send(event);
        assertThat(test.runs()).as("the first one still waits").hasSize(1);
        test.advance(Duration.ofDays(2));
        test.send(event);

        assertThat(test.runs()).hasSize(2);
    }

    @Test
    void anEventThatStartsNothingSaysSoWhenItIsAskedFor() {
        TestRun run = test.send(new Deleted("nobody"));

        assertThatThrownBy(run::status)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("started no run")
                .hasMessageContaining("onboard-user on [user/signed.up]");
    }

    @Test
    void dataThatDoesNotFitFailsTheRunAtOnce() {
        TestRun run = test.send(OutgoingEvent.named("user/signed.up", Map.of("userId", Map.of("not", "a string"))));

        assertThat(run.status()).isEqualTo(FAILED);
        assertThat(run.error().orElseThrow().name()).isEqualTo(NonRetriableException.class.getName());
    }

    @Test
    void refusesEventsThatTheServerRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.send(OutgoingEvent.named("inngest/mine", Map.of())))
                .withMessageContaining("reserved");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.send(ANN, "a string"))
                .withMessageContaining("has no @EventName");
        assertThat(test.runs()).isEmpty();
    }

    @Test
    void timeDoesNotGoBack() {
        assertThatIllegalArgumentException().isThrownBy(() -> test.advance(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> test.advanceTo(FunctionTest.START.minusMillis(1)));
    }

    @Test
    void strictModeGivesTheSameResult() {
        for (long seed = 0; seed < 20; seed++) {
            Onboarding bean = new Onboarding();
            FunctionTest strict = FunctionTest.of(bean).strict(seed);
            TestRun run = strict.send(ANN);
            strict.advance(Duration.ofDays(3));

            assertThat(run.result()).isEqualTo(new Result("c-u1", true));
            assertThat(bean.effects)
                    .containsExactlyInAnyOrder("welcome ann@example.org", "contact", "account", "reminder");
        }
    }

    @Test
    void jitterComesFromItsSeed() {
        test.withJitter(1).failStep("welcome");
        TestRun run = test.send(ANN);

        test.advance(Duration.ofSeconds(15));
        assertThat(run.attempts("welcome")).isEqualTo(1);
        test.advance(Duration.ofSeconds(30));
        assertThat(run.attempts("welcome")).isEqualTo(2);
    }
}
