package dev.gamelan.search;

import dev.gamelan.engine.expression.Expression;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What each row is looked at for, because no index can tell.
 *
 * @param text occurs in it, letter by letter
 * @param cel holds for it
 */
public record Terms(Optional<String> text, Optional<Expression> cel) {

    public static final Terms NONE = new Terms(Optional.empty(), Optional.empty());

    public boolean isEmpty() {
        return text.isEmpty() && cel.isEmpty();
    }

    /**
     * The text that every match has at this path, if the expression says so.
     *
     * @param path such as {@code event}, {@code name}
     */
    public Optional<String> required(String... path) {
        return cel.map(Expression::requiredEquals).orElse(List.of()).stream()
                .filter(equality -> equality.path().equals(List.of(path)) && equality.value() instanceof JsonString)
                .map(equality -> ((JsonString) equality.value()).getString())
                .filter(Terms::canBeStored)
                .findFirst();
    }

    /** Of others a database would complain, instead of finding none. */
    private static boolean canBeStored(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Whether the expression looks at this root. */
    public boolean mentions(String root) {
        return cel.map(Expression::names).filter(names -> names.contains(root)).isPresent();
    }
}
