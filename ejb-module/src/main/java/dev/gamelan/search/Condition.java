package dev.gamelan.search;

import dev.gamelan.engine.expression.CostlyExpressionException;
import dev.gamelan.engine.expression.Expression;
import dev.gamelan.engine.json.Jsons;
import jakarta.json.JsonValue;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An expression over documents that are there as text: most of them need not be read to see that they do not match. */
public final class Condition {

    private final Expression expression;
    private final Set<String> roots;
    private final Map<String, List<String>> needles;

    public Condition(Expression expression) {
        this.expression = expression;
        this.roots = expression.names();
        this.needles = roots.stream()
                .collect(Collectors.toMap(Function.identity(), root -> expression.literalNeedles(List.of(root))));
    }

    /**
     * @param documents the JSON that a root stands for; null for none
     * @param row for the message, such as {@code run 01…}
     * @throws CostlySearchException when the expression is given up on this row
     */
    public boolean matches(Function<String, String> documents, String row) {
        Map<String, JsonValue> values = new HashMap<>();
        for (String root : roots) {
            String json = documents.apply(root);
            if (!needles.get(root).stream().allMatch(needle -> json != null && json.contains(needle))) {
                return false;
            }
            if (json != null) {
                values.put(root, Jsons.parse(json));
            }
        }
        try {
            return expression.matches(values, InstantSource.system());
        } catch (CostlyExpressionException e) {
            throw new CostlySearchException(row, e);
        }
    }
}
