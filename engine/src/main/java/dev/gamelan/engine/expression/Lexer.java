package dev.gamelan.engine.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From characters to words, as the specification of CEL has them. */
final class Lexer {

    private static final Pattern SPACE = Pattern.compile("(?:[\\t\\n\\f\\r ]|//[^\\n]*+)++");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*+");
    private static final Pattern NUMBER =
            Pattern.compile("0x[0-9a-fA-F]++[uU]?|(?:[0-9]*+\\.)?[0-9]++(?:[eE][+-]?[0-9]++)?[uU]?");
    private static final Pattern SIGN = Pattern.compile("==|!=|<=|>=|&&|\\|\\||[-+*/%<>!?:.,()\\[\\]{}]");
    private static final Pattern QUOTE = Pattern.compile("([rRbB]{0,2})(\"\"\"|'''|\"|')");

    private static final Map<Character, String> ESCAPES = Map.ofEntries(
            Map.entry('a', "\u0007"),
            Map.entry('b', "\b"),
            Map.entry('f', "\f"),
            Map.entry('n', "\n"),
            Map.entry('r', "\r"),
            Map.entry('t', "\t"),
            Map.entry('v', "\u000b"),
            Map.entry('\\', "\\"),
            Map.entry('?', "?"),
            Map.entry('"', "\""),
            Map.entry('\'', "'"),
            Map.entry('`', "`"));

    private static final Map<Character, Integer> DIGITS = Map.of('x', 2, 'X', 2, 'u', 4, 'U', 8);

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** The last one is the end. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        lexer.read();
        return lexer.tokens;
    }

    private void read() {
        skipSpace();
        while (at < text.length()) {
            Matcher quote = QUOTE.matcher(text).region(at, text.length());
            if (quote.lookingAt()) {
                if (quote.group(1).contains("b") || quote.group(1).contains("B")) {
                    throw fail(at, "JSON has no bytes", "leave the b before the quote out");
                }
                quoted(quote.group(2), !quote.group(1).isEmpty(), quote.end());
            } else if (!word(Token.Kind.NAME, NAME) && !number() && !word(Token.Kind.SIGN, SIGN)) {
                String character = Character.toString(text.codePointAt(at));
                throw fail(at, "unexpected " + character, Advice.againstCharacter(character));
            }
            skipSpace();
        }
        tokens.add(new Token(Token.Kind.END, "", at));
    }

    private void skipSpace() {
        Matcher space = SPACE.matcher(text).region(at, text.length());
        at = space.lookingAt() ? space.end() : at;
    }

    private boolean word(Token.Kind kind, Pattern pattern) {
        Matcher word = pattern.matcher(text).region(at, text.length());
        if (!word.lookingAt()) {
            return false;
        }
        tokens.add(new Token(kind, word.group(), at));
        at = word.end();
        return true;
    }

    private boolean number() {
        int start = at;
        if (!word(Token.Kind.NUMBER, NUMBER)) {
            return false;
        }
        if (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            throw fail(start, "a number with letters in it", "put a text into quotes, or a space after the number");
        }
        return true;
    }

    private void quoted(String quote, boolean raw, int from) {
        StringBuilder meant = new StringBuilder();
        int start = at;
        at = from;
        while (!text.startsWith(quote, at)) {
            if (at >= text.length() || (quote.length() == 1 && text.charAt(at) == '\n')) {
                throw fail(start, "a text without an end", "close it with " + quote);
            }
            if (text.charAt(at) == '\\' && !raw) {
                escape(meant);
            } else {
                meant.append(text.charAt(at++));
            }
        }
        at += quote.length();
        tokens.add(new Token(Token.Kind.TEXT, meant.toString(), start));
    }

    private void escape(StringBuilder meant) {
        char kind = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (ESCAPES.containsKey(kind)) {
            meant.append(ESCAPES.get(kind));
            at += 2;
        } else if (DIGITS.containsKey(kind)) {
            code(meant, at + 2, DIGITS.get(kind), 16);
        } else {
            code(meant, at + 1, 3, 8);
        }
    }

    private void code(StringBuilder meant, int from, int digits, int radix) {
        try {
            String code = text.substring(from, from + digits);
            if (code.startsWith("+") || code.startsWith("-")) {
                throw new NumberFormatException(code);
            }
            meant.appendCodePoint(Integer.parseInt(code, radix));
            at = from + digits;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw fail(at, "an unknown escape", "write \\\\ for a \\, or r before the quote of a text without escapes");
        }
    }

    private ExpressionException fail(int offset, String problem, String fix) {
        return ExpressionException.at(text, offset, problem, fix);
    }
}
