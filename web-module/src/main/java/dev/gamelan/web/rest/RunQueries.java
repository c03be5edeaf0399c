package dev.gamelan.web.rest;

import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.execution.RunQuery;
import dev.gamelan.search.Paging;
import dev.gamelan.search.Period;
import dev.gamelan.search.Terms;
import jakarta.ws.rs.BadRequestException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads which runs are asked for. */
final class RunQueries {

    private static final String ERROR = "error";

    static final Set<String> PARAMETERS = Set.of(
            "status",
            "function_id",
            "event_id",
            "bulk",
            "queued_after",
            "queued_before",
            "ended_after",
            "ended_before",
            ERROR,
            ListParameters.TEXT,
            ListParameters.CEL,
            ListParameters.CURSOR,
            ListParameters.LIMIT,
            ListParameters.COUNT);

    private static final Set<String> ROOTS = Set.of(RunQuery.EVENT, RunQuery.OUTPUT, RunQuery.ERROR);

    private static final int MAX_FUNCTIONS = 20;
    private static final int MAX_FUNCTION_ID = 128;

    private RunQueries() {}

    static RunQuery read(QueryParameters parameters) {
        return read(parameters, new Paging(cursor(parameters), ListParameters.limit(parameters)));
    }

    /** @param paging instead of what the parameters say of it */
    static RunQuery read(QueryParameters parameters, Paging paging) {
        return new RunQuery(
                parameters.all("status").stream().map(RunQueries::status).collect(Collectors.toSet()),
                functions(parameters.all("function_id")),
                id(parameters, "event_id", "an event"),
                id(parameters, "bulk", "a bulk job"),
                ListParameters.period(parameters, "queued_after", "queued_before"),
                ListParameters.period(parameters, "ended_after", "ended_before"),
                parameters.one(ERROR).map(text -> Parameters.fingerprint(ERROR, text)),
                ListParameters.terms(parameters, ROOTS),
                paging);
    }

    static Optional<String> cursor(QueryParameters parameters) {
        return id(parameters, ListParameters.CURSOR, "a run");
    }

    /**
     * The runs of one function in one state, for counting them.
     *
     * @param ended when; always for those that live
     */
    static RunQuery of(String functionId, RunStatus status, Period ended) {
        return new RunQuery(
                Set.of(status),
                Set.of(functionId),
                Optional.empty(),
                Optional.empty(),
                Period.ALWAYS,
                ended,
                Optional.empty(),
                Terms.NONE,
                Paging.first(1));
    }

    private static RunStatus status(String text) {
        return Arrays.stream(RunStatus.values())
                .filter(status -> StateNames.of(status).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new BadRequestException("status must be "
                        + Arrays.stream(RunStatus.values()).map(StateNames::of).collect(Collectors.joining(", "))
                        + ", is '" + text + "'"));
    }

    static Set<String> functions(List<String> ids) {
        if (ids.size() > MAX_FUNCTIONS) {
            throw new BadRequestException(
                    "function_id is given " + ids.size() + " times; give it at most " + MAX_FUNCTIONS + " times");
        }
        return ids.stream()
                .map(id -> Parameters.storable("function_id", id, MAX_FUNCTION_ID, "function has such an id"))
                .collect(Collectors.toSet());
    }

    private static Optional<String> id(QueryParameters parameters, String name, String what) {
        return parameters.one(name).map(text -> Parameters.ulid(name, text, what));
    }
}
