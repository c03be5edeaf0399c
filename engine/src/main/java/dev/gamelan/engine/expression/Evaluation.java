package dev.gamelan.engine.expression;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** One evaluation: what the names stand for, what time it is, and how much may still be done. */
final class Evaluation {

    /** Of work for 20 to 50 ms. */
    static final int BUDGET = 1_000_000;

    /** Characters that are looked at for the price of one step. */
    private static final int CHARACTERS_A_STEP = 16;

    private final Map<String, ?> roots;
    private final InstantSource clock;
    private final Object[] slots = new Object[Names.MAX_LOOPS];
    private Instant now;
    private int left = BUDGET;

    Evaluation(Map<String, ?> roots, InstantSource clock) {
        this.roots = roots;
        this.clock = clock;
    }

    Object root(String name) {
        return Values.of(roots.get(name));
    }

    /** The variable of the macro at this depth. */
    Object slot(int depth) {
        return slots[depth];
    }

    void slot(int depth, Object value) {
        slots[depth] = value;
    }

    /** The same instant all through one evaluation. */
    Instant now() {
        if (now == null) {
            now = clock.instant();
        }
        return now;
    }

    void step() {
        steps(1);
    }

    void characters(long count) {
        steps(1 + count / CHARACTERS_A_STEP);
    }

    void steps(long count) {
        if (count > left) {
            throw new CostlyExpressionException(BUDGET);
        }
        left -= (int) count;
    }
}
