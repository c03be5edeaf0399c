package dev.gamelan.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.StepChange;
import dev.gamelan.engine.step.StepRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thousands of random schedules over the engine and a store with the server's rules. A failure names its seed;
 * {@code -Dtest=SimulationTest -Dseed=…} repeats it, {@code -Dschedules=…} tries more.
 */
class SimulationTest {

    private static final int SCHEDULES = Integer.getInteger("schedules", 2_000);

    @Test
    void theGuaranteesHoldInEverySchedule() {
        Optional<Long> given = Optional.ofNullable(Long.getLong("seed"));
        long first = given.orElseGet(() -> new Random().nextLong());
        Map<String, Integer> seen = new HashMap<>();
        for (long seed = first; seed < first + (given.isPresent() ? 1 : SCHEDULES); seed++) {
            Simulation simulation = new Simulation(seed, Store::new);
            List<String> violations = simulation.run();

            assertThat(violations)
                    .as("repeat with -Dseed=%d%n%s", seed, String.join("\n", simulation.log))
                    .isEmpty();
            simulation.store.runs.values().forEach(run -> count(run, seen));
        }
        if (given.isEmpty()) {
            assertThat(seen.keySet())
                    .as("the schedules reach what they are about")
                    .contains("COMPLETED", "CANCELLED", "disturbed call", "event", "timeout", "transaction", "child")
                    .contains("rested", "fitted again");
            assertThat(seen.get("orphan")).isPositive();
        }
    }

    private static void count(Row run, Map<String, Integer> seen) {
        seen.merge(run.status.name(), 1, Integer::sum);
        run.ended.forEach(wait -> seen.merge(wait.step().eventId().isPresent() ? "event" : "timeout", 1, Integer::sum));
        run.committedEffects.values().forEach(times -> seen.merge("transaction", times, Integer::sum));
        if (run.disturbedCalls > 0) {
            seen.merge("disturbed call", run.disturbedCalls, Integer::sum);
        }
        seen.merge(run.function, 1, Integer::sum);
        if (run.history.contains(RunStatus.NEEDS_ATTENTION)) {
            seen.merge(run.status == RunStatus.COMPLETED ? "fitted again" : "rested", 1, Integer::sum);
        }
        seen.merge("orphan", run.orphaned.size(), Integer::sum);
    }

    @Test
    void theSameSeedIsTheSameSchedule() {
        Simulation one = new Simulation(42, Store::new);
        Simulation other = new Simulation(42, Store::new);
        one.run();
        other.run();

        assertThat(one.log).isEqualTo(other.log).hasSizeGreaterThan(3);
    }

    /** Stores with a bug each that others have really had; the number says which invariant has to notice. */
    static Stream<Arguments> bugs() {
        return Stream.of(
                argumentSet("drops a wake up", "I-6", (Supplier<Store>) () -> new Store() {
                    @Override
                    void wake(Row run) {
                        // the result is stored; that somebody waits for it is forgotten
                    }
                }),
                argumentSet("stores what a stale call says", "I-4", (Supplier<Store>) () -> new Store() {
                    @Override
                    boolean isEntitled(Row run, long token) {
                        return !run.status.isTerminal();
                    }
                }),
                argumentSet("resurrects a cancelled run", "I-9", (Supplier<Store>) () -> new Store() {
                    @Override
                    boolean isEntitled(Row run, long token) {
                        return run.token == token;
                    }
                }),
                argumentSet("forgets to look", "I-12", (Supplier<Store>) () -> new Store() {
                    @Override
                    Optional<Row.Event> find(Row run, StepRecord wait) {
                        // sees only what is accepted after the wait was stored
                        return super.find(run, wait)
                                .filter(event -> run.waits.containsKey(wait.key()) && event.seq() == seq());
                    }
                }),
                argumentSet("loses a wait", "I-12", (Supplier<Store>) () -> new Store() {
                    @Override
                    void await(Row run, long token, List<StepChange> changes, Await.ForEvent wait) {
                        record(run, token, changes);
                    }

                    @Override
                    StepRecord giveUp(Row run, long token, List<StepChange> changes, StepRecord step) {
                        record(run, token, changes);
                        return step;
                    }
                }),
                argumentSet("starts a run for every message", "I-3", (Supplier<Store>) () -> new Store() {
                    @Override
                    void admit(Dispatch dispatch) {
                        dispatches.remove(dispatch);
                        create("main", dispatch.event(), Optional.empty());
                    }
                }),
                argumentSet("calls again and again what does not fit", "I-6", (Supplier<Store>) () -> new Store() {
                    @Override
                    void rest(Row run) {
                        super.rest(run);
                        run.due = Optional.of(now);
                    }
                }),
                argumentSet("leaves work of ended runs", "I-8", (Supplier<Store>) () -> new Store() {
                    @Override
                    void end(Row run, RunStatus status, String output) {
                        Optional<Instant> due = run.due;
                        super.end(run, status, output);
                        run.due = due;
                    }
                }),
                argumentSet("gives an event to two waits", "I-1", (Supplier<Store>) () -> new Store() {
                    @Override
                    Optional<Row.Event> find(Row run, StepRecord wait) {
                        return events.stream()
                                .filter(event -> event.seq() > run.trigger.seq())
                                .filter(event ->
                                        event.name().equals(wait.subject().orElseThrow()))
                                .filter(event ->
                                        !event.acceptedAt().isAfter(wait.until().orElseThrow()))
                                .findFirst();
                    }
                }));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void theCheckerFindsAStoreThat(String invariant, Supplier<Store> store) {
        assertThat(LongStream.range(0, 2_000)
                        .mapToObj(seed -> new Simulation(seed, store).run())
                        .filter(violations -> !violations.isEmpty())
                        .findFirst())
                .hasValueSatisfying(
                        violations -> assertThat(violations).anyMatch(violation -> violation.startsWith(invariant)));
    }
}
