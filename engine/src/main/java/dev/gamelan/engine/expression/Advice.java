package dev.gamelan.engine.expression;

import java.util.Collection;
import java.util.Map;

/** What to do about an error, in words for somebody who knows JavaScript or SQL better than CEL. */
final class Advice {

    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("includes", "contains"),
            Map.entry("toLowerCase", "lowercase"),
            Map.entry("lower", "lowercase"),
            Map.entry("lowerAscii", "lowercase"),
            Map.entry("toUpperCase", "uppercase"),
            Map.entry("upper", "uppercase"),
            Map.entry("upperAscii", "uppercase"),
            Map.entry("length", "size"),
            Map.entry("len", "size"),
            Map.entry("count", "size"),
            Map.entry("startswith", "startsWith"),
            Map.entry("endswith", "endsWith"),
            Map.entry("match", "matches"),
            Map.entry("test", "matches"),
            Map.entry("some", "exists"),
            Map.entry("any", "exists"),
            Map.entry("every", "all"),
            Map.entry("String", "string"),
            Map.entry("Number", "double"),
            Map.entry("parseInt", "int"),
            Map.entry("parse", "json_parse"),
            Map.entry("atob", "b64decode"),
            Map.entry("Date", "date"));

    /** Words of other languages: what stands there, and what to write instead. */
    private static final Map<String, String> WORDS = Map.of(
            "and", "write && for and",
            "or", "write || for or",
            "not", "write ! for not",
            "is", "write == for is",
            "eq", "write == for eq",
            "like", "use contains, startsWith, endsWith or matches",
            "AND", "write && for AND",
            "OR", "write || for OR",
            "NOT", "write ! for NOT",
            "LIKE", "use contains, startsWith, endsWith or matches");

    private Advice() {}

    static String againstCharacter(String character) {
        return switch (character) {
            case "=" -> "write == to compare";
            case "&", "|" -> "write && for and, || for or";
            case "\u201c", "\u201d", "\u2018", "\u2019", "`" -> "use straight quotes: \" or '";
            case "$", "#", ";", "@", "\\" -> "leave the " + character + " out";
            default -> "put it into quotes, or a key in brackets, such as event.data[\"größe\"]";
        };
    }

    /** Where a value should stand. */
    static String againstMissing(Token found, Token before) {
        if (found.kind() == Token.Kind.END) {
            return before.equals(found) ? "write a condition" : "write a value after " + before.shown();
        }
        if (found.is(".")) {
            return before.is("?") ? "write . alone: what is missing is null" : "begin with a name";
        }
        if (found.is(">")) {
            return "write != for unequal";
        }
        return "write a value there, or leave " + found.shown() + " out";
    }

    /** Where an operator should stand, or the end. */
    static String againstRest(Token found, Token before) {
        if (WORDS.containsKey(found.text())) {
            return WORDS.get(found.text());
        }
        if (WORDS.containsKey(before.text())) {
            return WORDS.get(before.text());
        }
        if (found.is(")") || found.is("]") || found.is("}")) {
            return "leave it out, or open it before";
        }
        return before.kind() == Token.Kind.TEXT || found.kind() == Token.Kind.TEXT
                ? "put an operator between, and write \\ before a quote within a text"
                : "put an operator between, such as == or &&";
    }

    static String againstName(String name, Collection<String> roots) {
        return WORDS.getOrDefault(
                name, "begin with " + String.join(" or ", roots) + ", or put a text into quotes: \"" + name + "\"");
    }

    static String againstFunction(String name) {
        String ours = FUNCTIONS.get(name);
        return ours != null
                ? "use " + ours
                : "there are has, matches, all, exists, exists_one, filter, map, " + Functions.names();
    }
}
