package dev.gamelan.engine.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** From words to nodes, by the grammar of CEL: one method for each of its rules, weakest operators first. */
final class Syntax {

    static final int MAX_LENGTH = 8_000;
    static final int MAX_NESTING = 40;
    static final int MAX_WORDS = 2_000;

    private static final List<Set<String>> BINARY = List.of(
            Set.of("==", "!=", "<", "<=", ">", ">=", "in"), //
            Set.of("+", "-"),
            Set.of("*", "/", "%"));

    private final String text;
    private final List<Token> tokens;
    private final Names names;
    private int at;
    private int nesting;

    private Syntax(String text, List<Token> tokens, Names names) {
        this.text = text;
        this.tokens = tokens;
        this.names = names;
    }

    static Node parse(String text, Set<String> roots) {
        if (text.isBlank()) {
            throw ExpressionException.at(
                    text, 0, "the expression is empty", "write a condition, such as event.data.amount > 100");
        }
        if (text.length() > MAX_LENGTH) {
            throw ExpressionException.at(
                    text, MAX_LENGTH, "longer than " + MAX_LENGTH + " characters", "look for less at once");
        }
        List<Token> tokens = Lexer.tokens(text);
        if (tokens.size() > MAX_WORDS) {
            throw ExpressionException.at(
                    text, tokens.get(MAX_WORDS).offset(), "more than " + MAX_WORDS + " words", "look for less at once");
        }
        return new Syntax(text, tokens, new Names(text, roots)).whole();
    }

    private Node whole() {
        Node node = choice();
        if (next().kind() != Token.Kind.END) {
            throw fail(next(), next().shown() + " is not expected", Advice.againstRest(next(), before()));
        }
        return node;
    }

    private Node choice() {
        if (++nesting > MAX_NESTING) {
            throw fail(next(), "nested deeper than " + MAX_NESTING + " levels", "take it apart");
        }
        Node node = or();
        if (takes("?")) {
            Node then = or();
            expect(":", "write condition ? this : that");
            node = new Node.Choice(node, then, choice());
        }
        nesting--;
        return node;
    }

    private Node or() {
        Node node = and();
        while (takes("||")) {
            node = new Node.Or(node, and());
        }
        return node;
    }

    private Node and() {
        Node node = binary(0);
        while (takes("&&")) {
            node = new Node.And(node, binary(0));
        }
        return node;
    }

    private Node binary(int strength) {
        if (strength == BINARY.size()) {
            return unary();
        }
        Node node = binary(strength + 1);
        while (next().kind() != Token.Kind.TEXT && BINARY.get(strength).contains(next().text())) {
            Operation operation = Operation.of(take().text());
            node = new Node.Binary(operation, node, binary(strength + 1));
        }
        return node;
    }

    private Node unary() {
        boolean odd = false;
        if (next().is("!")) {
            while (takes("!")) {
                odd = !odd;
            }
            Node node = member();
            return new Node.Not(odd ? node : new Node.Not(node));
        }
        boolean minus = next().is("-");
        while (takes("-")) {
            odd = !odd;
        }
        if (minus && next().kind() == Token.Kind.NUMBER) {
            BigDecimal number = number(take());
            return rest(new Node.Literal(Values.key(odd ? number.negate() : number)));
        }
        Node node = member();
        return odd ? new Node.Binary(Operation.SUBTRACT, new Node.Literal(0L), node) : node;
    }

    private Node member() {
        return rest(primary());
    }

    /** What follows a value: {@code .name}, {@code .function(…)}, {@code [index]}. */
    private Node rest(Node first) {
        Node node = first;
        while (true) {
            if (takes(".")) {
                Token name = take();
                if (name.kind() != Token.Kind.NAME) {
                    throw fail(
                            name,
                            "a name must follow the dot",
                            "write other keys in brackets, such as event.data[\"a-b\"]");
                }
                node = next().is("(") ? call(name, node) : new Node.Select(node, name.text());
            } else if (next().is("[")) {
                Token open = take();
                node = element(node, choice());
                close(open, "]");
            } else {
                return node;
            }
        }
    }

    /** {@code event.data["user id"]} is a path as {@code event.data.userId} is. */
    private static Node element(Node of, Node index) {
        return index instanceof Node.Literal literal && literal.value() instanceof String key
                ? new Node.Select(of, key)
                : new Node.Index(of, index);
    }

    private Node primary() {
        Token before = before();
        Token token = take();
        if (token.is("(")) {
            Node node = choice();
            close(token, ")");
            return node;
        }
        if (token.is("[")) {
            return new Node.ListOf(elements(token, "]"));
        }
        if (token.is("{")) {
            return new Node.MapOf(members(token));
        }
        return switch (token.kind()) {
            case NUMBER -> new Node.Literal(Values.key(number(token)));
            case TEXT -> new Node.Literal(token.text());
            case NAME -> named(token);
            default ->
                throw fail(token, "a value is missing before " + token.shown(), Advice.againstMissing(token, before));
        };
    }

    private Node named(Token name) {
        return switch (name.text()) {
            case "true" -> new Node.Literal(true);
            case "false" -> new Node.Literal(false);
            case "null" -> new Node.Literal(null);
            default -> next().is("(") ? call(name, null) : names.variableOrRoot(name);
        };
    }

    /** @param target what stands before the dot; null when nothing does */
    private Node call(Token name, Node target) {
        Token open = take();
        Macro macro = target == null ? null : Macro.of(name.text());
        if (macro != null) {
            Token variable = take();
            names.open(name, variable);
            expect(",", "write, for instance, event.data.items." + name.text() + "(item, item.price > 10)");
            List<Node> bodies = elements(open, ")");
            return names.close(macro, name, target, bodies);
        }
        List<Node> arguments = new ArrayList<>();
        if (target != null) {
            arguments.add(target);
        }
        arguments.addAll(elements(open, ")"));
        return names.function(name, arguments);
    }

    private List<Node> elements(Token open, String close) {
        List<Node> elements = new ArrayList<>();
        while (!next().is(close)) {
            elements.add(choice());
            if (!takes(",")) {
                break;
            }
        }
        close(open, close);
        return elements;
    }

    private List<Node> members(Token open) {
        List<Node> members = new ArrayList<>();
        while (!next().is("}")) {
            members.add(choice());
            expect(":", "write {\"key\": value}");
            members.add(choice());
            if (!takes(",")) {
                break;
            }
        }
        close(open, "}");
        return members;
    }

    /** Exact, whatever its size. */
    private static BigDecimal number(Token token) {
        String digits = token.text();
        if (digits.startsWith("0x")) {
            return new BigDecimal(new BigInteger(digits.substring(2).replaceFirst("[uU]$", ""), 16));
        }
        return new BigDecimal(digits.replaceFirst("[uU]$", ""));
    }

    private Token next() {
        return tokens.get(at);
    }

    /** The end stays. */
    private Token take() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    private boolean takes(String sign) {
        boolean isNext = next().is(sign);
        at += isNext ? 1 : 0;
        return isNext;
    }

    private Token before() {
        return tokens.get(Math.max(0, at - 1));
    }

    private void expect(String sign, String fix) {
        if (!takes(sign)) {
            throw fail(next(), sign + " is missing before " + next().shown(), fix);
        }
    }

    private void close(Token open, String close) {
        if (takes(close)) {
            return;
        }
        boolean ends = next().kind() == Token.Kind.END;
        throw ends
                ? fail(open, open.text() + " is never closed", "write " + close + " where it ends")
                : fail(next(), next().shown() + " is not expected", Advice.againstRest(next(), before()));
    }

    private ExpressionException fail(Token token, String problem, String fix) {
        return ExpressionException.at(text, token.offset(), problem, fix);
    }
}
