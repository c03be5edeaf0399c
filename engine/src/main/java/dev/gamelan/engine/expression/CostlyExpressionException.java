package dev.gamelan.engine.expression;

/** An evaluation that was given up, because with these values it takes too long. */
public final class CostlyExpressionException extends RuntimeException {

    CostlyExpressionException(int budget) {
        super("the expression was given up after " + budget
                + " steps; look at fewer elements of lists, or at shorter texts");
    }
}
