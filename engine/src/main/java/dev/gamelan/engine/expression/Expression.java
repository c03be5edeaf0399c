package dev.gamelan.engine.expression;

import jakarta.json.JsonValue;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A condition or a key over JSON values, such as {@code event.data.amount > 100}. Threads may share it. What it may say, and
 * what it means: see the package.
 */
public final class Expression {

    private static final int CACHED = 1_000;

    private static final Map<Source, Expression> CACHE =
            Collections.synchronizedMap(new LinkedHashMap<>(CACHED, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Source, Expression> eldest) {
                    return size() > CACHED;
                }
            });

    private final Source source;
    private final Node node;

    private record Source(String text, Set<String> roots) {}

    private Expression(Source source, Node node) {
        this.source = source;
        this.node = node;
    }

    /**
     * Reading costs a millisecond or so; the thousand that were used last are kept.
     *
     * @param roots the names that it may begin with, such as {@code event}
     * @throws ExpressionException when it cannot be read
     */
    public static Expression compile(String text, Set<String> roots) {
        Source source = new Source(text, Set.copyOf(roots));
        Expression known = CACHE.get(source);
        if (known != null) {
            return known;
        }
        Expression read = new Expression(source, Syntax.parse(text, source.roots()));
        CACHE.put(source, read);
        return read;
    }

    /**
     * @param roots what the names stand for: JSON values, or plain Java ones. A {@code JsonObject} will do. What is not there is
     *     null
     * @param clock asked at most once, and only if the expression looks at the time
     * @throws CostlyExpressionException when it is given up
     */
    public boolean matches(Map<String, ?> roots, InstantSource clock) {
        return Values.isTrue(node.eval(new Evaluation(roots, clock)));
    }

    /** Instants and durations as texts; {@code JsonValue.NULL} for null. Otherwise as {@link #matches}. */
    public JsonValue value(Map<String, ?> roots, InstantSource clock) {
        return Values.json(node.eval(new Evaluation(roots, clock)));
    }

    /**
     * The value as a key: the same text for equal values. 1, 1.0 and {@code "1"} give the same.
     *
     * @return empty for null
     */
    public Optional<String> key(Map<String, ?> roots, InstantSource clock) {
        return Values.text(node.eval(new Evaluation(roots, clock)));
    }

    /** The roots that it looks at. */
    public Set<String> names() {
        return Set.copyOf(Constraints.roots(node));
    }

    /** The paths that it looks at; of computed ones the part before. Null and what is missing look the same to most uses. */
    public Set<List<String>> paths() {
        return Set.copyOf(Constraints.paths(node));
    }

    /** What every match fulfils, for looking into an index before looking at payloads. Often not all of it. */
    public List<Equality> requiredEquals() {
        return requiredEquals(Map.of());
    }

    /**
     * The same, once some of the roots are known: of {@code event.data.id == async.data.id} and an event what holds for
     * {@code async}.
     */
    public List<Equality> requiredEquals(Map<String, ?> known) {
        return Constraints.of(node, known).equalities();
    }

    /**
     * Texts that occur in the JSON text of what every match has at this path, whoever wrote it: only characters that nobody
     * escapes, three at least.
     *
     * @param path such as {@code event}, {@code data}
     */
    public List<String> literalNeedles(List<String> path) {
        return literalNeedles(path, Map.of());
    }

    /** The same, once some of the roots are known. */
    public List<String> literalNeedles(List<String> path, Map<String, ?> known) {
        return Constraints.of(node, known).needles(path);
    }

    /** Its text. */
    @Override
    public String toString() {
        return source.text();
    }
}
