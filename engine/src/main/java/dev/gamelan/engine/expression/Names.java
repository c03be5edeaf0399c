package dev.gamelan.engine.expression;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the names in an expression stand for. */
final class Names {

    static final int MAX_LOOPS = 3;

    private static final Set<String> RESERVED = Set.of(
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "in",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while",
            "true",
            "false",
            "null");

    private final String text;
    private final Set<String> roots;
    private final List<String> variables = new ArrayList<>();

    Names(String text, Set<String> roots) {
        this.text = text;
        this.roots = roots;
    }

    Node variableOrRoot(Token name) {
        int variable = variables.lastIndexOf(name.text());
        if (variable >= 0) {
            return new Node.Slot(variable);
        }
        if (!roots.contains(name.text())) {
            throw fail(name, "nothing is called " + name.text(), Advice.againstName(name.text(), new TreeSet<>(roots)));
        }
        return new Node.Root(name.text());
    }

    /** A loop begins. */
    void open(Token function, Token variable) {
        if (variable.kind() != Token.Kind.NAME || RESERVED.contains(variable.text())) {
            throw fail(
                    variable,
                    "the first argument of " + function.text() + " names the element",
                    "write, for instance, event.data.items." + function.text() + "(item, item.price > 10)");
        }
        if (variables.size() == MAX_LOOPS) {
            throw fail(function, "loops nested deeper than " + MAX_LOOPS, "look at a list in another, not deeper");
        }
        variables.add(variable.text());
    }

    /** It ends. */
    Node close(Macro macro, Token function, Node range, List<Node> bodies) {
        int depth = variables.size() - 1;
        variables.remove(depth);
        if (bodies.size() != 1 && !(macro == Macro.MAP && bodies.size() == 2)) {
            throw fail(
                    function,
                    function.text() + " with " + (bodies.size() + 1) + " arguments",
                    "give it 2: a name, and what to do with each element");
        }
        return new Node.ForEach(macro, range, depth, bodies);
    }

    /** @param arguments what stands before the dot first */
    Node function(Token name, List<Node> arguments) {
        if (name.text().equals("has")) {
            return has(name, arguments);
        }
        Function function = name.text().equals("matches") && arguments.size() == 2
                ? matching(name, arguments.get(1))
                : Functions.named(name.text());
        if (function == null) {
            throw fail(name, "there is no function " + name.text(), Advice.againstFunction(name.text()));
        }
        if (!function.takes(arguments.size())) {
            throw fail(
                    name,
                    name.text() + " with " + arguments.size() + " arguments",
                    "give it " + function.fewest() + ", what stands before the dot among them");
        }
        return new Node.Call(function, arguments);
    }

    private Node has(Token name, List<Node> arguments) {
        if (arguments.size() == 1 && arguments.get(0) instanceof Node.Select select) {
            return new Node.Has(select.of(), select.key());
        }
        throw fail(name, "has takes one path", "write, for instance, has(event.data.coupon)");
    }

    /** Of the author of the expression, never of a payload: patterns are the one thing that is dear to prepare. */
    private Function matching(Token name, Node pattern) {
        if (!(pattern instanceof Node.Literal literal && literal.value() instanceof String regex)) {
            throw fail(name, "the pattern of matches must be a text in quotes", "use contains for a text that varies");
        }
        try {
            return Texts.matching(regex);
        } catch (PatternSyntaxException e) {
            throw fail(
                    name,
                    "the pattern cannot be used: " + e.getDescription(),
                    "patterns are those of RE2: without look-around and back references");
        }
    }

    private ExpressionException fail(Token token, String problem, String fix) {
        return ExpressionException.at(text, token.offset(), problem, fix);
    }
}
