package dev.gamelan.engine.simulation;

import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The invariants, by their numbers in the guarantees. */
record Checker(Store store) {

    private static final int MOST_SIDE_BY_SIDE = 4;

    /** What must hold at any time. */
    void check() {
        store.runs.values().forEach(this::checkReasonToMove);
    }

    /** Everything that was found, and what must hold when all has come to its end. */
    List<String> violations() {
        check();
        store.runs.values().forEach(this::checkAtTheEnd);
        checkRunsPerEvent();
        return List.copyOf(store.violations);
    }

    private void expect(boolean holds, String rule, Row run, Object detail) {
        if (!holds) {
            store.violations.add(rule + ": " + run.id + " of " + run.function + " " + run.history + ": " + detail);
        }
    }

    private void checkReasonToMove(Row run) {
        if (run.status.isTerminal()) {
            expect(run.due.isEmpty() && run.waits.isEmpty(), "I-8", run, "it has ended and is still to be called");
        } else if (run.status == RunStatus.NEEDS_ATTENTION) {
            expect(run.due.isEmpty(), "I-6", run, "it is called although its code does not fit");
        } else {
            expect(run.due.isPresent(), "I-6", run, "nothing will ever call it");
            expect(
                    !run.isReady() || !run.due.orElseThrow().isAfter(store.now),
                    "I-6",
                    run,
                    "what it waits for has ended, and nobody wakes it before " + run.due);
        }
    }

    private void checkRunsPerEvent() {
        Set<String> started = new HashSet<>();
        for (Row run : store.runs.values()) {
            expect(started.add(run.function + run.trigger.id()), "I-3", run, "another run of " + run.trigger);
        }
        long starts = store.events.stream()
                .filter(event -> event.name().equals("start"))
                .count();
        long runs = store.runs.values().stream()
                .filter(run -> run.function.equals("main"))
                .count();
        if (starts != runs) {
            store.violations.add("I-2: " + starts + " events started " + runs + " runs");
        }
    }

    private void checkAtTheEnd(Row run) {
        expect(run.status.isTerminal(), "I-6", run, "it is stuck");
        expect(run.endings == 1, "I-8", run, run.endings + " endings");
        for (int i = 1; i < run.history.size(); i++) {
            expect(run.history.get(i - 1).canBecome(run.history.get(i)), "I-9", run, "no such transition");
        }
        // A call that goes on when its run is cancelled may be about to start a step, or some side by side; no more.
        expect(
                run.executionsAfterTheEnd <= (long) MOST_SIDE_BY_SIDE * (1 + run.disturbedCalls),
                "I-14",
                run,
                "it went on");
        run.steps.values().forEach(step -> checkEffects(run, step));
        checkWaits(run);
        checkOutput(run);
    }

    private void checkEffects(Row run, StepRecord step) {
        if (step.kind() != StepKind.RUN) {
            return;
        }
        int executions = run.executions.getOrDefault(step.key(), 0);
        int failures = step.attempt() + (step.status() == StepStatus.FAILED ? 1 : 0);
        expect(
                executions <= 1 + failures + run.disturbedCalls,
                "I-5",
                run,
                step.id() + " was carried out " + executions + " times, " + run.disturbedCalls
                        + " calls were disturbed");
        expect(step.status() != StepStatus.COMPLETED || executions > 0, "I-5", run, step.id() + " came from nowhere");
        if (step.id().id().startsWith("T")) {
            int committed = run.committedEffects.getOrDefault(step.key(), 0);
            int expected = step.status() == StepStatus.COMPLETED ? 1 : 0;
            expect(committed == expected, "I-5", run, step.id() + " committed its effects " + committed + " times");
        }
    }

    private void checkWaits(Row run) {
        Set<String> consumed = new HashSet<>();
        for (Row.Ended wait : run.ended) {
            StepRecord step = wait.step();
            Optional<Row.Event> first = store.events.stream()
                    .filter(event -> event.seq() <= wait.seq() && event.seq() > run.trigger.seq())
                    .filter(event -> event.name().equals(step.subject().orElseThrow()))
                    .filter(event -> !event.acceptedAt().isAfter(step.until().orElseThrow()))
                    .filter(event -> !consumed.contains(event.id()))
                    .findFirst();
            expect(
                    step.eventId().equals(first.map(Row.Event::id)),
                    "I-12",
                    run,
                    step.id() + " ended with " + step.eventId() + ", it should be " + first);
            step.eventId().ifPresent(id -> expect(consumed.add(id), "I-13", run, id + " ended two waits"));
            expect(
                    step.eventId().isPresent()
                            || !wait.at().isBefore(step.until().orElseThrow()),
                    "I-12",
                    run,
                    step.id() + " was given up too early");
        }
    }

    /** What the function saw is what is stored. */
    private static List<String> texts(Row run) {
        List<String> texts = new ArrayList<>();
        for (StepRecord step : run.steps.values()) {
            if (run.orphaned.contains(step.key())) {
                continue;
            }
            if (step.kind() == StepKind.RUN && step.status() == StepStatus.COMPLETED) {
                texts.add(step.output().orElseThrow());
            }
            if (step.kind() == StepKind.WAIT_FOR_EVENT) {
                step.eventId().ifPresent(id -> texts.add("\"" + id + "\""));
            }
        }
        return texts;
    }

    private void checkOutput(Row run) {
        if (run.status == RunStatus.COMPLETED) {
            texts(run)
                    .forEach(text -> expect(
                            run.output.contains(text),
                            "G-4",
                            run,
                            "it returned " + run.output + " without the stored " + text));
        }
    }
}
