package dev.gamelan.test;

import dev.gamelan.deploy.Outcome;
import dev.gamelan.engine.step.StepCall.Reached;
import dev.gamelan.engine.step.StepId;
import java.util.List;
import java.util.Random;

/** Calls a function from its top after every step, and compares the ways that it takes. */
final class StrictMode {

    private final long seed;
    private final Random random;

    StrictMode(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** One of the steps that go on side by side; the others have their turn after the next call. */
    List<Runnable> choose(List<Runnable> tasks) {
        return List.of(tasks.get(random.nextInt(tasks.size())));
    }

    void check(Run run, List<Reached> path, Outcome outcome) {
        List<Reached> before = run.path;
        int common = Math.min(before.size(), path.size());
        for (int i = 0; i < common; i++) {
            if (!path.get(i).equals(before.get(i))) {
                throw different(run, i, describe(before.get(i)), describe(path.get(i)));
            }
        }
        if (path.size() >= before.size()) {
            run.path = path;
        } else if (outcome instanceof Outcome.Returned) {
            throw different(run, path.size(), describe(before.get(path.size())), "the end of the function");
        }
    }

    private AssertionError different(Run run, int index, String before, String now) {
        return new AssertionError(run.function.id() + " is non-deterministic: what came " + ordinal(index + 1) + " was "
                + before + " in one execution, and is " + now + " in the next one with the same results of steps."
                + " Random numbers, the time, and everything else that changes belong into steps. (Seed " + seed
                + ": repeat with strict(" + seed + "L))");
    }

    private static String describe(Reached step) {
        StepId id = step.id();
        return step.kind() + " '" + TestRun.nameOf(id) + "'";
    }

    private static String ordinal(int number) {
        return switch (number) {
            case 1 -> "first";
            case 2 -> "second";
            case 3 -> "third";
            default -> number + "th";
        };
    }
}
