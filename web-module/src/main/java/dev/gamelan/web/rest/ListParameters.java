package dev.gamelan.web.rest;

import dev.gamelan.engine.expression.Expression;
import dev.gamelan.engine.expression.ExpressionException;
import dev.gamelan.search.CostlySearchException;
import dev.gamelan.search.Count;
import dev.gamelan.search.LostCursorException;
import dev.gamelan.search.Page;
import dev.gamelan.search.Period;
import dev.gamelan.search.Terms;
import dev.gamelan.web.export.ExportFormat;
import jakarta.ws.rs.BadRequestException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the lists have in common: how they are searched, and how large their pages are. */
final class ListParameters {

    static final String TEXT = "text";
    static final String CEL = "cel";
    static final String CURSOR = "cursor";
    static final String LIMIT = "limit";
    static final String COUNT = "count";

    /** Which page of a list, and not what is in it. */
    private static final Set<String> PAGING = Set.of(CURSOR, LIMIT, COUNT);

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_TEXT = 256;

    private ListParameters() {}

    /** The parameters that say what is in a list. */
    static Set<String> filters(Set<String> parameters) {
        return parameters.stream().filter(name -> !PAGING.contains(name)).collect(Collectors.toUnmodifiableSet());
    }

    static int limit(QueryParameters parameters) {
        return parameters
                .one(LIMIT)
                .map(text -> Parameters.limit(text, MAX_LIMIT))
                .orElse(DEFAULT_LIMIT);
    }

    static Period period(QueryParameters parameters, String after, String before) {
        return new Period(
                parameters.one(after).map(text -> Parameters.time(after, text)),
                parameters.one(before).map(text -> Parameters.time(before, text)));
    }

    /** @param roots the names that expressions may begin with */
    static Terms terms(QueryParameters parameters, Set<String> roots) {
        Optional<String> text = parameters.one(TEXT);
        if (text.filter(some -> some.length() > MAX_TEXT).isPresent()) {
            throw new BadRequestException("text must have at most " + MAX_TEXT + " characters, has "
                    + text.get().length());
        }
        try {
            return new Terms(text, parameters.one(CEL).map(cel -> Expression.compile(cel, roots)));
        } catch (ExpressionException e) {
            throw new BadRequestException("cel: " + e.getMessage(), e);
        }
    }

    /** The parameters of an export of this list: its filters, and where to begin. */
    static Set<String> forExport(Set<String> ofList) {
        return Stream.concat(
                        ofList.stream().filter(name -> !Set.of(LIMIT, COUNT).contains(name)),
                        Stream.of(ExportFormat.NAME))
                .collect(Collectors.toUnmodifiableSet());
    }

    static ExportFormat format(QueryParameters parameters) {
        return parameters.one(ExportFormat.NAME).map(ExportFormat::of).orElse(ExportFormat.NDJSON);
    }

    /**
     * How many there are on all pages, if that was asked for. A first page that looked at all there is, or at as much as there is
     * time for, has counted them already.
     */
    static Optional<Count> total(QueryParameters parameters, Page<?> page, Supplier<Count> counting) {
        if (!parameters.isTrue(COUNT, false)) {
            return Optional.empty();
        }
        Optional<Count> known = parameters.one(CURSOR).isPresent() ? Optional.empty() : page.count();
        return known.or(() -> Optional.of(counting.get()));
    }

    /** What a search finds; one that is given up is an error of its expression. */
    static <T> T found(Supplier<T> search) {
        try {
            return search.get();
        } catch (LostCursorException e) {
            throw new BadRequestException(e.getMessage(), e);
        } catch (CostlySearchException e) {
            throw new BadRequestException("cel: " + e.getMessage(), e);
        }
    }
}
