package dev.gamelan.test;

import dev.gamelan.deploy.Outcome;
import dev.gamelan.engine.step.Reached;
import dev.gamelan.engine.step.StepId;
import dev.gamelan.engine.step.StepRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Compares the ways that a function takes: in one call, and from its top with what was stored after each of its steps. */
final class StrictMode {

    private final long seed;
    private final Random random;
    private final List<List<StepRecord>> commits = new ArrayList<>();

    StrictMode(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /**
     * The steps that a call came to.
     *
     * @param returned whether that is all of them, because the function came to its end
     */
    record Way(List<Reached> steps, boolean returned) {
        Way(List<Reached> steps, Outcome outcome) {
            this(steps, outcome instanceof Outcome.Returned);
        }
    }

    /** To be called when a run has stored something: here its server could crash. */
    void committed(Run run) {
        commits.add(List.copyOf(run.steps.values()));
    }

    /** What was stored after each commit since the last time this was asked for. */
    List<List<StepRecord>> takeCommits() {
        List<List<StepRecord>> taken = List.copyOf(commits);
        commits.clear();
        return taken;
    }

    List<Runnable> shuffled(List<Runnable> tasks) {
        List<Runnable> shuffled = new ArrayList<>(tasks);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** @throws AssertionError when this way leads somewhere else than the one that was taken before */
    void check(Run run, Way way) {
        List<Reached> before = run.way.steps();
        List<Reached> now = way.steps();
        int common = Math.min(before.size(), now.size());
        for (int i = 0; i < common; i++) {
            if (!now.get(i).equals(before.get(i))) {
                throw different(run, i, describe(before.get(i)), describe(now.get(i)));
            }
        }
        if (now.size() < before.size() && way.returned()) {
            throw different(run, common, describe(before.get(common)), "the end of the function");
        }
        if (now.size() > before.size() && run.way.returned()) {
            throw different(run, common, "the end of the function", describe(now.get(common)));
        }
        if (now.size() >= before.size()) {
            run.way = way;
        }
    }

    private AssertionError different(Run run, int index, String before, String now) {
        return new AssertionError(run.function.id() + " is non-deterministic: what came " + ordinal(index + 1) + " was "
                + before + " in one execution, and is " + now + " in another one with the same results of steps."
                + " Random numbers, the time, and everything else that changes belong into steps, and what a step finds"
                + " out into its result. (Seed " + seed + ": repeat with strict(" + seed + "L))");
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
