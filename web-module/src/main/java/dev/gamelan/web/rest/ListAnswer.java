package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.search.Count;
import dev.gamelan.search.Page;
import dev.gamelan.search.Terms;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.function.Function;

/** A page of a list, as JSON. */
final class ListAnswer {

    private ListAnswer() {}

    /** @param total if it was asked for */
    static <T> JsonObject of(
            Page<T> page, int limit, Terms terms, Optional<Count> total, Function<T, JsonValue> toJson) {
        JsonArrayBuilder data = Jsons.array();
        page.rows().forEach(row -> data.add(toJson.apply(row)));
        JsonObjectBuilder paging =
                Jsons.object().add("has_more", page.hasMore()).add("limit", limit);
        page.cursor().ifPresent(cursor -> paging.add("cursor", cursor));
        if (!terms.isEmpty()) {
            paging.add("searched", page.searched());
        }
        total.ifPresent(count -> paging.add("total", count.total()).add("total_is_exact", count.isExact()));
        return Envelope.builder(data.build()).add("page", paging).build();
    }
}
