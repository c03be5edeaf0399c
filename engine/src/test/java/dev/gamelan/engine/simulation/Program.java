package dev.gamelan.engine.simulation;

import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.step.Pending;
import dev.gamelan.step.Step;
import dev.gamelan.step.StepFailedException;
import dev.gamelan.step.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A function made up at random. It returns what its steps gave it, so that the checker can compare that with what is stored. */
record Program(List<Op> ops) {

    private static final int RETRIES = 2;
    private static final List<String> AWAITED = List.of("x", "x", "y");
    private static final List<Kind> KINDS_OF_CHILDREN =
            List.of(Kind.RUN, Kind.TRANSACTIONAL, Kind.SLEEP, Kind.WAIT, Kind.SEND);

    enum Kind {
        RUN,
        TRANSACTIONAL,
        SLEEP,
        WAIT,
        SEND,
        INVOKE,
        PARALLEL
    }

    /** @param failures how many attempts fail; with more than two, the step fails for good */
    record Op(Kind kind, String id, int failures, String name, Duration time, List<Op> inner) {}

    static Program random(Random random, boolean isChild) {
        int length = 1 + random.nextInt(isChild ? 3 : 6);
        return new Program(
                IntStream.range(0, length).mapToObj(i -> op(random, isChild, i)).toList());
    }

    private static Op op(Random random, boolean isChild, int position) {
        Kind kind = pick(random, isChild ? KINDS_OF_CHILDREN : List.of(Kind.values()));
        List<Op> inner = new ArrayList<>();
        if (kind == Kind.PARALLEL) {
            for (int i = 0; i < 2 + random.nextInt(3); i++) {
                Kind innerKind = random.nextInt(4) == 0 ? Kind.INVOKE : Kind.RUN;
                inner.add(simple(random, innerKind, "p" + position + "-" + i));
            }
        }
        // Some ids come twice.
        String id = kind.name().charAt(0) + String.valueOf(random.nextInt(3) == 0 ? 0 : position);
        Op op = simple(random, kind, id);
        return new Op(kind, op.id(), op.failures(), op.name(), op.time(), inner);
    }

    private static Op simple(Random random, Kind kind, String id) {
        int failures = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
        Duration time = Duration.ofSeconds(random.nextInt(4) * 1_200L);
        String name = pick(random, AWAITED);
        return new Op(kind, id, failures, name, time, List.of());
    }

    /** The same function after somebody has worked on it: a step more, one less, one of another kind, or two the other way round. */
    Program changed(Random random) {
        List<Op> changed = new ArrayList<>(ops);
        int at = random.nextInt(ops.size());
        switch (random.nextInt(4)) {
            case 0 -> changed.add(at, simple(random, pick(random, KINDS_OF_CHILDREN), "new" + random.nextInt(1_000)));
            case 1 -> changed.remove(at);
            case 2 -> changed.set(at, retyped(random, ops.get(at)));
            default -> Collections.swap(changed, at, random.nextInt(ops.size()));
        }
        return changed.isEmpty() ? this : new Program(changed);
    }

    /** A body that is not transactional any more is no other kind of step, so these two stay as they are. */
    private static Op retyped(Random random, Op op) {
        boolean isBody = op.kind() == Kind.RUN || op.kind() == Kind.TRANSACTIONAL || op.kind() == Kind.PARALLEL;
        Kind kind = isBody ? Kind.SLEEP : Kind.SEND;
        return new Op(kind, op.id(), op.failures(), op.name(), Duration.ofSeconds(random.nextInt(100)), List.of());
    }

    private static <T> T pick(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    List<String> call(Step step) {
        List<String> seen = new ArrayList<>();
        for (Op op : ops) {
            if (op.kind() == Kind.PARALLEL) {
                parallel(step, op, seen);
            } else {
                seen.add(orFailure(() -> carryOut(step, op)));
            }
        }
        return seen;
    }

    private static String carryOut(Step step, Op op) {
        Step retrying = step.withRetries(RETRIES);
        return switch (op.kind()) {
            case RUN -> retrying.run(op.id(), () -> body(step, op));
            case TRANSACTIONAL -> retrying.transactional(op.id(), () -> body(step, op));
            case SLEEP -> {
                step.sleep(op.id(), op.time());
                yield "slept";
            }
            case WAIT ->
                step.waitForEvent(op.id(), op.name(), Wait.upTo(op.time()))
                        .map(event -> event.id())
                        .orElse("timeout");
            case SEND -> String.join(",", step.sendEvent(op.id(), OutgoingEvent.named(op.name(), Map.of())));
            case INVOKE -> step.invoke(op.id(), "child", Map.of(), String[].class, op.time()).length + " results";
            case PARALLEL -> throw new IllegalStateException();
        };
    }

    private static void parallel(Step step, Op op, List<String> seen) {
        List<Pending<?>> planned = new ArrayList<>();
        for (Op inner : op.inner()) {
            planned.add(
                    inner.kind() == Kind.INVOKE
                            ? step.planInvoke(inner.id(), "child", Map.of(), String[].class, inner.time())
                            : step.withRetries(RETRIES).plan(inner.id(), () -> body(step, inner)));
        }
        seen.add(orFailure(() -> {
            step.joinAll(planned);
            return "joined";
        }));
        for (Pending<?> pending : planned) {
            seen.add(orFailure(() -> pending.join() instanceof String text ? text : "results"));
        }
    }

    /** Every attempt has another result. */
    private static String body(Step step, Op op) {
        if (step.attempt() < op.failures()) {
            throw new IllegalStateException("attempt " + step.attempt());
        }
        return op.id() + " in attempt " + step.attempt();
    }

    private static String orFailure(Supplier<String> action) {
        try {
            return action.get();
        } catch (StepFailedException e) {
            return e.stepId() + " failed";
        }
    }
}
