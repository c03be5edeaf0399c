package dev.gamelan.web.rest;

import dev.gamelan.errors.ErrorGroup;
import dev.gamelan.errors.ErrorQuery;
import jakarta.ws.rs.BadRequestException;
import java.util.Set;

/** Reads which groups of errors are asked for. */
final class ErrorQueries {

    private static final String FUNCTION_ID = "function_id";
    private static final String AFTER = "seen_after";
    private static final String BEFORE = "seen_before";

    static final Set<String> PARAMETERS =
            Set.of(FUNCTION_ID, AFTER, BEFORE, ListParameters.CURSOR, ListParameters.LIMIT);

    private ErrorQueries() {}

    static ErrorQuery read(QueryParameters parameters) {
        return new ErrorQuery(
                RunQueries.functions(parameters.all(FUNCTION_ID)),
                ListParameters.period(parameters, AFTER, BEFORE),
                parameters.one(ListParameters.CURSOR).map(ErrorQueries::place),
                ListParameters.limit(parameters));
    }

    /** Of a page that ends with this group. */
    static String cursor(ErrorGroup last) {
        return last.lastSeen() + "_" + last.fingerprint();
    }

    private static ErrorQuery.Place place(String cursor) {
        int end = cursor.indexOf('_');
        if (end < 0) {
            throw new BadRequestException("cursor must be page.cursor of the page before, is '" + cursor + "'");
        }
        return new ErrorQuery.Place(
                Parameters.time(ListParameters.CURSOR, cursor.substring(0, end)),
                Parameters.fingerprint(ListParameters.CURSOR, cursor.substring(end + 1)));
    }
}
