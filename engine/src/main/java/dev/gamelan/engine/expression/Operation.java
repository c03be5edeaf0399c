package dev.gamelan.engine.expression;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What stands between two values. What has no result is null, or false for a comparison. */
enum Operation {
    EQUAL("=="),
    UNEQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    IN("in"),
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    REMAINDER("%");

    private final String sign;

    Operation(String sign) {
        this.sign = sign;
    }

    static Operation of(String sign) {
        for (Operation operation : values()) {
            if (operation.sign.equals(sign)) {
                return operation;
            }
        }
        throw new IllegalArgumentException(sign);
    }

    Object apply(Object left, Object right, Evaluation evaluation) {
        return switch (this) {
            case EQUAL -> Values.equal(left, right, evaluation);
            case UNEQUAL -> !Values.equal(left, right, evaluation);
            case LESS, AT_MOST, MORE, AT_LEAST ->
                Values.compare(left, right, evaluation).map(this::holds).orElse(false);
            case IN -> isIn(left, right, evaluation);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> arithmetic(left, right, evaluation);
        };
    }

    private boolean holds(int order) {
        return switch (this) {
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case MORE -> order > 0;
            default -> order >= 0;
        };
    }

    private static boolean isIn(Object element, Object container, Evaluation evaluation) {
        if (container instanceof Map<?, ?> map) {
            return element != null && map.containsKey(Values.key(element));
        }
        if (container instanceof List<?> list) {
            for (Object each : list) {
                if (Values.equal(element, Values.of(each), evaluation)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Object arithmetic(Object left, Object right, Evaluation evaluation) {
        if (left instanceof Long a && right instanceof Long b) {
            return ofIntegers(a, b);
        }
        if (Values.isNumber(left) && Values.isNumber(right)) {
            return ofDecimals(
                    Values.decimal(left).doubleValue(), Values.decimal(right).doubleValue());
        }
        try {
            return this == ADD ? sum(left, right, evaluation) : this == SUBTRACT ? difference(left, right) : null;
        } catch (DateTimeException | ArithmeticException e) {
            return null; // before or after all time
        }
    }

    /** Exact, as long as it fits into 64 bits; 7 / 2 is 3.5, as JSON does not tell 7 and 7.0 apart. */
    private Object ofIntegers(long a, long b) {
        try {
            return switch (this) {
                case ADD -> Math.addExact(a, b);
                case SUBTRACT -> Math.subtractExact(a, b);
                case MULTIPLY -> Math.multiplyExact(a, b);
                case DIVIDE -> b != 0 && b != -1 && a % b == 0 ? (Object) (a / b) : ofDecimals((double) a, (double) b);
                default -> b == 0 ? null : (Object) (a % b);
            };
        } catch (ArithmeticException e) {
            return ofDecimals((double) a, (double) b);
        }
    }

    private Object ofDecimals(double a, double b) {
        return Values.ofDouble(
                switch (this) {
                    case ADD -> a + b;
                    case SUBTRACT -> a - b;
                    case MULTIPLY -> a * b;
                    case DIVIDE -> a / b;
                    default -> a % b;
                });
    }

    private static Object sum(Object left, Object right, Evaluation evaluation) {
        if (left instanceof String || right instanceof String) {
            return isText(left) && isText(right) ? concatenation(left, right, evaluation) : null;
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            evaluation.steps((long) a.size() + b.size());
            List<Object> all = new ArrayList<>(a);
            all.addAll(b);
            return all;
        }
        if (left instanceof Duration a && right instanceof Duration b) {
            return a.plus(b);
        }
        if (left instanceof Instant instant && right instanceof Duration duration) {
            return instant.plus(duration);
        }
        return left instanceof Duration duration && right instanceof Instant instant ? instant.plus(duration) : null;
    }

    private static Object difference(Object left, Object right) {
        if (left instanceof Instant a && right instanceof Instant b) {
            return Duration.between(b, a);
        }
        if (left instanceof Instant instant && right instanceof Duration duration) {
            return instant.minus(duration);
        }
        return left instanceof Duration a && right instanceof Duration b ? a.minus(b) : null;
    }

    /** A text takes numbers and booleans along: {@code event.data.tenant + "-" + event.data.number} is a key. */
    private static boolean isText(Object value) {
        return value instanceof String || value instanceof Boolean || Values.isNumber(value);
    }

    private static String concatenation(Object left, Object right, Evaluation evaluation) {
        String one = Values.text(left).orElseThrow();
        String other = Values.text(right).orElseThrow();
        evaluation.characters((long) one.length() + other.length());
        return one.concat(other);
    }
}
