package dev.gamelan.web.rest;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of one query. One that nobody knows is refused: a filter that is misspelt would find everything. */
final class QueryParameters {

    private final Map<String, List<String>> all;

    private QueryParameters(Map<String, List<String>> all) {
        this.all = all;
    }

    /** @param known the names that there are */
    static QueryParameters of(UriInfo uri, Set<String> known) {
        return of(uri.getQueryParameters(), known);
    }

    /** The same from elsewhere. */
    static QueryParameters of(Map<String, List<String>> all, Set<String> known) {
        for (String name : all.keySet()) {
            if (!known.contains(name)) {
                throw new BadRequestException(
                        "there is no parameter " + name + "; there are " + String.join(", ", new TreeSet<>(known)));
            }
        }
        return new QueryParameters(all);
    }

    /** The values of one that may be given several times; empty ones count as not given. */
    List<String> all(String name) {
        return all.getOrDefault(name, List.of()).stream()
                .filter(text -> !text.isEmpty())
                .toList();
    }

    Optional<String> one(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw new BadRequestException(name + " is given " + values.size() + " times; give it once");
        }
        return values.stream().findFirst();
    }

    boolean isTrue(String name, boolean otherwise) {
        return one(name)
                .map(text -> Optional.ofNullable(
                                Map.of("true", true, "false", false).get(text))
                        .orElseThrow(() -> new BadRequestException(name + " must be true or false, is '" + text + "'")))
                .orElse(otherwise);
    }
}
