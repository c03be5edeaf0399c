package dev.gamelan.systemtests.functions;

import dev.gamelan.event.EventName;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.RunContext;
import dev.gamelan.platform.CrashPoint;
import dev.gamelan.step.Pending;
import dev.gamelan.step.Step;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Functions that end the server, or do what is to survive its end. */
@ApplicationScoped
public class Crashing {

    static final int KILLED = 137;

    /** A moment that the product does not know: a step's body has done something and not returned. */
    private static final String IN_BODY = "step.in-body";

    @Inject
    Effects effects;

    @Resource
    ManagedExecutorService executor;

    /** @param name one of {@link CrashPoint#NAMES}, or {@link #IN_BODY} */
    @EventName("test/arm")
    public record Arm(String name, int times) {}

    /** Arms a crash point as soon as this run is over: its own end is not meant. */
    @DurableFunction(id = "arm")
    @OnEvent(Arm.class)
    void arm(Arm arm, RunContext run) {
        executor.execute(() -> {
            while (effects.isGoingOn(run.runId())) {
                pause();
            }
            if (arm.name().equals(IN_BODY)) {
                effects.crashInBody(arm.times());
            } else {
                CrashPoint.arm(arm.name(), arm.times());
            }
        });
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All crash points there are, so that the test cannot miss one. */
    @DurableFunction(id = "crash-points")
    @OnEvent(name = "test/crash-points")
    List<String> crashPoints() {
        return Stream.concat(CrashPoint.NAMES.stream(), Stream.of(IN_BODY)).toList();
    }

    /** Steps side by side that do not wait for each other: after a crash only some are left. */
    @DurableFunction(id = "spread")
    @OnEvent(name = "test/spread")
    int spread(Step step, RunContext run) {
        List<Pending<Integer>> steps = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            steps.add(step.plan("branch-" + i, () -> {
                effects.count(run.runId(), "branch-" + number);
                return number;
            }));
        }
        step.joinAll(steps);
        step.run("continue", () -> effects.count(run.runId(), "continue"));
        return steps.stream().mapToInt(Pending::join).sum();
    }

    /** Takes the server down with it, however often it is tried. */
    @DurableFunction(id = "poison")
    @OnEvent(name = "test/poison")
    void poison(Step step, RunContext run) {
        step.run("before", () -> effects.count(run.runId(), "before"));
        step.run("halt", () -> {
            effects.count(run.runId(), "halt");
            Runtime.getRuntime().halt(KILLED);
        });
    }

    @EventName("test/until")
    public record Until(Instant moment) {}

    @DurableFunction(id = "until")
    @OnEvent(Until.class)
    void until(Until until, Step step, RunContext run) {
        step.sleepUntil("night", until.moment());
        step.run("wake", () -> effects.count(run.runId(), "woke"));
    }

    @EventName("test/slow-step")
    public record SlowStep(int millis) {}

    /** Leaves a trace when its step begins, so that something can be done to its server then. */
    @DurableFunction(id = "slow-step", retries = 0)
    @OnEvent(SlowStep.class)
    String slowStep(SlowStep slow, Step step, RunContext run) {
        int before = step.run("slow", () -> {
            int earlier = effects.count(run.runId(), "slow");
            TimeUnit.MILLISECONDS.sleep(slow.millis()); // stands for the work of a real step
            effects.count(run.runId(), "slow-ended");
            return earlier;
        });
        step.run("after", () -> effects.count(run.runId(), "after"));
        return "recorded by execution " + (before + 1);
    }

    @EventName("test/race")
    public record Race(int millis) {}

    /** Is over at about the time at which it is cancelled. */
    @DurableFunction(id = "race")
    @OnEvent(Race.class)
    String race(Race race, Step step) {
        step.run("first", () -> 1);
        step.sleep("nap", Duration.ofMillis(race.millis()));
        step.run("second", () -> 2);
        return "done";
    }
}
