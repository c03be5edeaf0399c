package dev.gamelan.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.StepId;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import dev.gamelan.engine.telemetry.SpanIds;
import dev.gamelan.engine.trace.Attempt;
import dev.gamelan.telemetry.FinishedSpan;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunFactTest {

    private static final Instant QUEUED = Instant.parse("2026-02-01T08:00:00Z");
    private static final Instant STARTED = QUEUED.plusMillis(40);
    private static final Instant NOW = QUEUED.plusSeconds(60);
    private static final Duration TOOK = Duration.ofSeconds(2);

    @Test
    void aRunLastsFromItsFirstAttemptToItsEnd() throws Exception {
        Live run = live();
        run.status = RunStatus.FAILED;

        RunFact fact = RunFact.ofRun(run, RunError.of("X", "why"), NOW);

        assertThat(fact.spanId()).isEqualTo(SpanIds.ofRun("run"));
        assertThat(fact.parentId()).isEmpty();
        assertThat(fact.name()).isEqualTo("function");
        assertThat(fact.kind()).isEqualTo(FinishedSpan.Kind.CONSUMER);
        assertThat(fact.start()).contains(STARTED);
        assertThat(fact.end()).isEqualTo(NOW);
        assertThat(fact.error()).contains(RunError.of("X", "why"));
        assertThat(fact.attributes())
                .containsEntry("gamelan.run.id", "run")
                .containsEntry("gamelan.function.id", "function")
                .containsEntry("gamelan.status", "Failed")
                .containsEntry("gamelan.queued_ms", 40L)
                .containsEntry("faas.invocation_id", "run");
    }

    @Test
    void aStepLastsAsLongAsItsBody() throws Exception {
        RunFact fact = RunFact.ofStep(live(), step(StepKind.RUN, StepStatus.COMPLETED, 0), NOW);

        assertThat(fact.spanId()).isEqualTo(SpanIds.ofStep("run", key()));
        assertThat(fact.parentId()).contains(SpanIds.ofRun("run"));
        assertThat(fact.start()).contains(NOW.minus(TOOK));
        assertThat(fact.end()).isEqualTo(NOW);
        assertThat(fact.error()).isEmpty();
        assertThat(fact.attributes())
                .containsEntry("gamelan.step.id", "pay")
                .containsEntry("gamelan.step.kind", "Run")
                .containsEntry("gamelan.attempt", 0L);
    }

    /** Only their rows know when they began. */
    @Test
    void stepsThatBeganEarlierAreLookedUp() throws Exception {
        assertThat(RunFact.ofStep(live(), step(StepKind.RUN, StepStatus.COMPLETED, 2), NOW)
                        .start())
                .isEmpty();
        assertThat(RunFact.ofStep(live(), step(StepKind.WAIT_FOR_EVENT, StepStatus.COMPLETED, 0), NOW)
                        .start())
                .isEmpty();
    }

    @Test
    void aSleepEndsWhenItWasMeantTo() throws Exception {
        Instant until = NOW.minusSeconds(7);
        StepRecord sleep = new StepRecord(
                new StepId("nap", 0),
                key(),
                StepKind.SLEEP,
                StepStatus.COMPLETED,
                0,
                Optional.of("null"),
                Optional.empty(),
                Optional.of(until),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO);

        assertThat(RunFact.ofStep(live(), sleep, NOW).end()).isEqualTo(until);
    }

    @Test
    void onlyAStepThatHasFailedHasAnError() throws Exception {
        assertThat(RunFact.ofStep(live(), step(StepKind.RUN, StepStatus.COMPLETED, 1), NOW)
                        .error())
                .isEmpty();
        assertThat(RunFact.ofStep(live(), step(StepKind.RUN, StepStatus.FAILED, 1), NOW)
                        .error())
                .contains(RunError.of("X", "before"));
    }

    @Test
    void attemptsArePartsOfTheirStepOrTheirRun() throws Exception {
        RunFact ofStep = RunFact.ofAttempt(live(), attempt(key()), Optional.of("pay"), 7);
        assertThat(ofStep.parentId()).contains(SpanIds.ofStep("run", key()));
        assertThat(ofStep.name()).isEqualTo("pay attempt 2");
        assertThat(ofStep.attributes())
                .containsEntry("gamelan.step.id", "pay")
                .containsEntry("gamelan.status", "Failed");

        RunFact ofFunction = RunFact.ofAttempt(live(), attempt(Attempt.OF_FUNCTION), Optional.empty(), 7);
        assertThat(ofFunction.parentId()).contains(SpanIds.ofRun("run"));
        assertThat(ofFunction.name()).isEqualTo("function attempt 2");
        assertThat(ofFunction.spanId())
                .isNotEqualTo(RunFact.ofAttempt(live(), attempt(Attempt.OF_FUNCTION), Optional.empty(), 8)
                        .spanId());
    }

    @Test
    void longErrorsAreCut() throws Exception {
        RunError huge = new RunError("X", "m".repeat(60_000), "s".repeat(60_000));

        RunFact fact = RunFact.ofRun(live(), huge, NOW);

        assertThat(fact.error().orElseThrow().message()).hasSize(8 * 1024);
        assertThat(fact.error().orElseThrow().stack()).hasSize(8 * 1024);
    }

    private static Attempt attempt(String stepKey) {
        return new Attempt(
                stepKey,
                1,
                Attempt.Outcome.FAILED,
                NOW.minus(TOOK),
                NOW,
                Optional.empty(),
                Optional.of(RunError.of("X", "why")),
                Optional.empty());
    }

    private static StepRecord step(StepKind kind, StepStatus status, int attempt) {
        return new StepRecord(
                new StepId("pay", 0),
                key(),
                kind,
                status,
                attempt,
                Optional.of("{}"),
                attempt == 0 ? Optional.empty() : Optional.of(RunError.of("X", "before")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                TOOK);
    }

    private static String key() {
        return new StepId("pay", 0).key();
    }

    /** A row of work; {@link Live#COLUMNS} says which column is which. */
    private static Live live() throws Exception {
        Map<Integer, Object> row = Map.of(
                1, "run",
                2, "function",
                3, "event",
                6, Timestamp.from(QUEUED),
                7, Timestamp.from(STARTED),
                8, "RUNNING",
                13, Timestamp.from(NOW));
        return new Live((ResultSet) Proxy.newProxyInstance(
                RunFactTest.class.getClassLoader(), new Class<?>[] {ResultSet.class}, (proxy, method, arguments) -> {
                    Object value = row.get((int) arguments[0]);
                    Class<?> type = method.getReturnType();
                    return value != null || !type.isPrimitive()
                            ? value
                            : type == boolean.class ? (Object) false : type == long.class ? (Object) 0L : (Object) 0;
                }));
    }
}
