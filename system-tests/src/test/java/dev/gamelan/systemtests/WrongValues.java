package dev.gamelan.systemtests;

import dev.gamelan.systemtests.harness.Contract;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Values that a schema does not allow. */
final class WrongValues {

    private WrongValues() {}

    /**
     * @return each as it is given in a query: usually once
     * @throws IllegalArgumentException when everything is allowed, which is never true of a parameter
     */
    static List<List<String>> of(JsonObject schema) {
        JsonObject resolved = Contract.resolved(schema);
        List<List<String>> wrong = new ArrayList<>();
        if (resolved.getString("type", "").equals("array")) {
            wrong.addAll(of(resolved.getJsonObject("items")));
            if (resolved.containsKey("maxItems")) {
                wrong.add(Collections.nCopies(resolved.getInt("maxItems") + 1, "a"));
            }
        } else {
            single(resolved).forEach(value -> wrong.add(List.of(value)));
        }
        if (wrong.isEmpty()) {
            throw new IllegalArgumentException("the schema " + schema + " allows everything; say what its limits are");
        }
        return wrong;
    }

    private static Stream<String> single(JsonObject schema) {
        return switch (schema.getString("type")) {
            case "integer" ->
                Stream.of(
                        "many",
                        "1.5",
                        Long.toString(schema.getInt("minimum") - 1L),
                        Long.toString(schema.getInt("maximum") + 1L));
            case "boolean" -> Stream.of("perhaps", "1");
            default -> ofText(schema);
        };
    }

    private static Stream<String> ofText(JsonObject schema) {
        if (schema.containsKey("enum")) {
            return Stream.of("no-such-value");
        }
        return switch (schema.getString("format", "")) {
            case "date-time" -> Stream.of("yesterday", "2026-13-01T00:00:00Z", "2026-01-31");
            case "cel" -> Stream.of("1 +", "nothing.like.this == 1");
            default -> byLength(schema);
        };
    }

    private static Stream<String> byLength(JsonObject schema) {
        if (schema.containsKey("pattern")) {
            return Stream.of("5", "x".repeat(26));
        }
        return schema.containsKey("maxLength") ? Stream.of("x".repeat(schema.getInt("maxLength") + 1)) : Stream.empty();
    }
}
