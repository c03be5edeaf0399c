package dev.gamelan.engine.simulation;

import dev.gamelan.deploy.Outcome;
import dev.gamelan.engine.run.AttemptPolicy;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.Decision;
import dev.gamelan.engine.step.Memo;
import dev.gamelan.engine.step.StepCall;
import dev.gamelan.engine.step.SupersededException;
import dev.gamelan.engine.time.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * One schedule: a few runs of random programs, and at random moments crashes, calls that freeze and go on when others have taken
 * over, messages that come twice or late, cancellations, jumps of the clock, and new versions of the programs. Everything follows
 * from the seed.
 */
final class Simulation {

    private static final int ACTIONS = 60;
    private static final int DEPTH = 3;

    final Random random;
    final Store store;
    final List<String> log = new ArrayList<>();

    private final Map<String, Program> programs = new LinkedHashMap<>();
    private boolean faults = true;
    private int depth;

    Simulation(long seed, Supplier<Store> store) {
        this.random = new Random(seed);
        this.store = store.get();
        programs.put("main", Program.random(random, false));
        programs.put("child", Program.random(random, true));
    }

    /** @return what is wrong afterwards; empty when all is well */
    List<String> run() {
        send("start");
        for (int i = 0; i < ACTIONS; i++) {
            act();
        }
        faults = false;
        drain();
        return new Checker(store).violations();
    }

    // ---- The schedule ----

    private void act() {
        switch (random.nextInt(12)) {
            case 0 -> send(List.of("start", "x", "x", "y").get(random.nextInt(4)));
            case 1, 2 -> pick(store.dispatches).ifPresent(dispatch -> twice(() -> store.admit(dispatch)));
            case 3 -> pick(store.matches).ifPresent(event -> twice(() -> store.match(event)));
            case 4 -> pick(store.looks).ifPresent(look -> twice(() -> store.look(look)));
            case 5 -> advance(Duration.ofMillis(random.nextInt(60_000)));
            case 6 -> advance(Duration.ofMinutes(random.nextInt(40)));
            case 7 -> {
                switch (random.nextInt(8)) {
                    case 0 -> pick(store.runs.values()).ifPresent(this::cancel);
                    case 1 -> deploy("main");
                    case 2 -> deploy("child");
                    default -> {}
                }
            }
            default -> callOne();
        }
    }

    private void send(String name) {
        log.add("send " + name);
        store.accept(name, "e" + (store.seq() + 1));
    }

    /** Messages may come more than once. */
    private void twice(Runnable action) {
        action.run();
        if (random.nextInt(3) == 0) {
            action.run();
        }
    }

    private void cancel(Row run) {
        log.add("cancel " + run.id);
        store.cancel(run);
    }

    /** Another version of the program, for the runs that live too; those that rest are called again. */
    private void deploy(String function) {
        log.add("deploy " + function);
        programs.compute(function, (name, program) -> program.changed(random));
        store.runs.values().forEach(store::resume);
    }

    private void advance(Duration duration) {
        store.now = store.now.plus(duration);
    }

    private <T> Optional<T> pick(Collection<T> all) {
        return all.isEmpty()
                ? Optional.empty()
                : all.stream().skip(random.nextInt(all.size())).findFirst();
    }

    private boolean callOne() {
        Optional<Row> run =
                pick(store.runs.values().stream().filter(store::isClaimable).toList());
        run.ifPresent(this::call);
        return run.isPresent();
    }

    /** Without further faults everything comes to its end; what does not has been forgotten. */
    private void drain() {
        for (int i = 0; i < 2_000; i++) {
            List.copyOf(store.dispatches).forEach(store::admit);
            List.copyOf(store.looks).forEach(store::look);
            List.copyOf(store.matches).forEach(store::match);
            if (!callOne() && !advanceToNext() && !cancelOneThatRests()) {
                return;
            }
        }
        store.violations.add("I-21: it does not come to an end");
    }

    /** What no code fits any more is ended by an operator. */
    private boolean cancelOneThatRests() {
        Optional<Row> resting = store.runs.values().stream()
                .filter(run -> run.status == RunStatus.NEEDS_ATTENTION)
                .findFirst();
        resting.ifPresent(this::cancel);
        return resting.isPresent();
    }

    private boolean advanceToNext() {
        Optional<Instant> next = store.runs.values().stream()
                .filter(run -> !run.status.isTerminal())
                .flatMap(run -> run.due.stream())
                .min(Comparator.naturalOrder());
        next.filter(time -> time.isAfter(store.now)).ifPresent(time -> store.now = time);
        return next.isPresent();
    }

    // ---- A call on some node ----

    private void call(Row run) {
        long token = store.claim(run);
        log.add("call " + run.id + " token " + token);
        SimulatedNode node = new SimulatedNode(this, run, token);
        StepCall call = new StepCall(
                run.id,
                run.attempt,
                new AttemptPolicy(2, Backoff.STANDARD, () -> 0),
                new Memo(run.steps.values()),
                node);
        Outcome outcome;
        try {
            Object value = programs.get(run.function).call(call.steps());
            call.returned();
            outcome = new Outcome.Returned(value);
        } catch (Throwable thrown) {
            outcome = new Outcome.Thrown(thrown);
        }
        try {
            Decision decision = call.conclude(outcome);
            node.conclude(decision);
        } catch (SupersededException | SimulatedNode.Crash e) {
            run.disturbedCalls++;
            log.add(run.id + " token " + token + " ends: " + e.getMessage());
        }
        new Checker(store).check();
    }

    /** Perhaps this node freezes here, while others go on. */
    void perhapsFreeze() {
        if (!faults || depth >= DEPTH || random.nextInt(12) > 0) {
            return;
        }
        depth++;
        // In a thread of its own, since it may happen within a step; one of the two stands still at any time.
        Thread others = new Thread(() -> {
            if (random.nextBoolean()) {
                advance(Duration.ofSeconds(31));
            }
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                act();
            }
        });
        List<Throwable> thrown = new ArrayList<>();
        others.setUncaughtExceptionHandler((thread, e) -> thrown.add(e));
        others.start();
        try {
            others.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        depth--;
        if (!thrown.isEmpty()) {
            throw new AssertionError(thrown.get(0));
        }
    }

    boolean crashes() {
        return faults && random.nextInt(25) == 0;
    }
}
