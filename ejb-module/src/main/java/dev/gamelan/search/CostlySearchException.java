package dev.gamelan.search;

import dev.gamelan.engine.expression.CostlyExpressionException;
import jakarta.ejb.ApplicationException;

/** A search that was given up, since its expression takes too long on a row: to leave the row out would be wrong. */
@ApplicationException
public class CostlySearchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CostlySearchException(String row, CostlyExpressionException cause) {
        super("at " + row + " " + cause.getMessage() + ", or leave this one out by another filter", cause);
    }
}
