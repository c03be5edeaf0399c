package dev.gamelan.engine.expression;

import jakarta.json.JsonString;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be said of every match without looking at it. It may be less than is true, never more. */
final class Constraints {

    /**
     * Characters that every writer of JSON writes as they are. Others may be escaped: quotes always, {@code <} and {@code &}
     * for the sake of HTML, {@code /} by some, what is not ASCII by many.
     */
    private static final Pattern VERBATIM = Pattern.compile("[A-Za-z0-9 _.,:;@#$%*()!?~^-]{3,}");

    private static final Set<String> SEARCHES = Set.of("contains", "startsWith", "endsWith");

    private final Map<String, ?> known;
    private final List<Equality> equalities = new ArrayList<>();
    private final List<Equality> texts = new ArrayList<>();

    private Constraints(Map<String, ?> known) {
        this.known = known;
    }

    static Constraints of(Node expression, Map<String, ?> known) {
        Constraints constraints = new Constraints(known);
        constraints.require(expression);
        return constraints;
    }

    List<Equality> equalities() {
        return List.copyOf(equalities);
    }

    List<String> needles(List<String> under) {
        List<String> needles = new ArrayList<>();
        for (Equality text : texts) {
            if (text.path().size() >= under.size()
                    && text.path().subList(0, under.size()).equals(under)) {
                longestVerbatim(((JsonString) text.value()).getString())
                        .filter(needle -> !needles.contains(needle))
                        .ifPresent(needles::add);
            }
        }
        return List.copyOf(needles);
    }

    private static Optional<String> longestVerbatim(String text) {
        Matcher runs = VERBATIM.matcher(text);
        String longest = "";
        while (runs.find()) {
            longest = runs.group().length() > longest.length() ? runs.group() : longest;
        }
        return longest.isEmpty() ? Optional.empty() : Optional.of(longest);
    }

    /** Every match makes this node true, or as good as true. */
    private void require(Node node) {
        if (node instanceof Node.And and) {
            require(and.left());
            require(and.right());
        } else if (node instanceof Node.Binary binary && binary.operation() == Operation.EQUAL) {
            requireEqual(binary.left(), binary.right());
            requireEqual(binary.right(), binary.left());
        } else if (node instanceof Node.Binary binary && binary.operation() == Operation.IN) {
            requireText(binary.right(), binary.left());
        } else if (node instanceof Node.Call call
                && SEARCHES.contains(call.function().name())) {
            requireText(call.arguments().get(0), call.arguments().get(1));
        }
    }

    /** Null says nothing, as what is missing equals it; of lists and objects an index would have to know too much. */
    private void requireEqual(Node at, Node other) {
        Optional<List<String>> path = unknownPath(at);
        Object value = path.isPresent() ? constant(other) : null;
        if (value instanceof String || value instanceof Boolean || Values.isNumber(value)) {
            Equality equality = new Equality(path.get(), Values.json(value));
            equalities.add(equality);
            if (value instanceof String) {
                texts.add(equality);
            }
        }
    }

    private void requireText(Node at, Node other) {
        Optional<List<String>> path = unknownPath(at);
        if (path.isPresent() && constant(other) instanceof String text) {
            texts.add(new Equality(path.get(), Values.json(text)));
        }
    }

    private Optional<List<String>> unknownPath(Node node) {
        return path(node).filter(path -> !known.containsKey(path.get(0)));
    }

    /** Of {@code event.data.user.id} the four names, of what is no path nothing. */
    static Optional<List<String>> path(Node node) {
        List<String> path = new ArrayList<>();
        Node at = node;
        while (at instanceof Node.Select select) {
            path.add(0, select.key());
            at = select.of();
        }
        if (!(at instanceof Node.Root root)) {
            return Optional.empty();
        }
        path.add(0, root.name());
        return Optional.of(path);
    }

    /** Null when the value depends on what is not known yet, on the time, or costs too much. */
    private Object constant(Node node) {
        if (!known.keySet().containsAll(roots(node)) || asksTheClock(node)) {
            return null;
        }
        try {
            return node.eval(new Evaluation(known, InstantSource.system()));
        } catch (CostlyExpressionException e) {
            return null;
        }
    }

    static Set<String> roots(Node node) {
        Set<String> roots = new HashSet<>();
        if (node instanceof Node.Root root) {
            roots.add(root.name());
        }
        for (Node child : node.children()) {
            roots.addAll(roots(child));
        }
        return roots;
    }

    private static boolean asksTheClock(Node node) {
        boolean asks = node instanceof Node.Call call && call.function().asksTheClock();
        for (Node child : node.children()) {
            asks |= asksTheClock(child);
        }
        return asks;
    }

    /** The longest paths only: of {@code event.data.id} not {@code event.data} as well. */
    static Set<List<String>> paths(Node node) {
        Optional<List<String>> path = path(node);
        if (path.isPresent()) {
            return Set.of(path.get());
        }
        Set<List<String>> paths = new HashSet<>();
        if (node instanceof Node.Has has) {
            paths.addAll(paths(new Node.Select(has.of(), has.key())));
        } else {
            for (Node child : node.children()) {
                paths.addAll(paths(child));
            }
        }
        return paths;
    }
}
