package dev.gamelan.engine.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What goes through a list. Each element costs what its body costs. */
enum Macro {
    ALL,
    EXISTS,
    EXISTS_ONE,
    FILTER,
    MAP;

    /** Null when there is none. */
    static Macro of(String function) {
        for (Macro macro : values()) {
            if (macro.name().toLowerCase(Locale.ROOT).equals(function)) {
                return macro;
            }
        }
        return null;
    }

    /** @param bodies one, or for {@code map(x, condition, body)} two */
    Object over(Iterable<?> elements, int depth, List<Node> bodies, Evaluation evaluation) {
        List<Object> results = new ArrayList<>();
        int hits = 0;
        for (Object each : elements) {
            Object element = Values.of(each);
            evaluation.slot(depth, element);
            Object value = bodies.get(0).eval(evaluation);
            boolean hit = Values.isTrue(value);
            hits += hit ? 1 : 0;
            if (this == ALL && !hit) {
                return false;
            }
            if (this == EXISTS && hit) {
                return true;
            }
            if (this == FILTER && hit) {
                results.add(element);
            }
            if (this == MAP && bodies.size() == 1) {
                results.add(value);
            }
            if (this == MAP && bodies.size() == 2 && hit) {
                results.add(bodies.get(1).eval(evaluation));
            }
        }
        return switch (this) {
            case ALL -> true;
            case EXISTS -> false;
            case EXISTS_ONE -> hits == 1;
            case FILTER, MAP -> results;
        };
    }
}
