package dev.gamelan.engine.expression;

/**
 * A function of the dialect.
 *
 * @param fewest arguments, the one before the dot among them
 */
record Function(String name, int fewest, int most, Body body) {

    /** Null when the arguments are not of its kind. */
    interface Body {
        Object call(Evaluation evaluation, Object[] arguments);
    }

    Object call(Evaluation evaluation, Object[] arguments) {
        return body.call(evaluation, arguments);
    }

    boolean takes(int arguments) {
        return arguments >= fewest && arguments <= most;
    }

    /** Whether it is another one at another time. */
    boolean asksTheClock() {
        return name.startsWith("now");
    }
}
