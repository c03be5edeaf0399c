package dev.gamelan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.event.EventPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.selector.filter.BooleanExpression;
import org.apache.activemq.artemis.selector.filter.FilterException;
import org.apache.activemq.artemis.selector.filter.Filterable;
import org.apache.activemq.artemis.selector.impl.SelectorParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the broker's own parser makes of the selectors: exactly the names that the triggers match. */
class SelectorTest {

    private static final List<String> NAMES = List.of(
            "app/user.signup",
            "it's",
            "'",
            "''",
            "' OR '1'='1",
            "100%",
            "a_b",
            "axb",
            "a!b",
            "!",
            "!!",
            "!_",
            "\\",
            "a\\b",
            "\\u0041",
            "A",
            "\\Qa\\E",
            "a.b",
            "[a]",
            "a",
            "(a|b)",
            "^a$",
            "$1",
            "a?",
            "a+",
            "{1}",
            "\"a\"",
            " ",
            " a",
            "a ",
            "größe",
            "GRÖSSE",
            "入/力",
            "a/\uD83D\uDE00",
            "a/\u2028b",
            "\u00A0",
            "eventName",
            "NULL",
            "1",
            "1.0",
            "#",
            "@",
            "&",
            "~",
            "<>",
            "--",
            "/*x",
            "//");

    private static final List<String> PREFIXES = List.of(
            "",
            "/",
            ".",
            "app/",
            "app/user.",
            "it's/",
            "'/",
            "''.",
            "100%/",
            "%/",
            "_/",
            "a_b.",
            "a!b/",
            "!/",
            "!!.",
            "!%_/",
            "!'_.",
            "a\\b/",
            "\\/",
            "\\.",
            "\\Qa\\E.",
            "[a]/",
            "(a|b).",
            "^a$/",
            "a+.",
            "größe/",
            "\uD83D\uDE00/",
            "\u2028/",
            " /",
            "a//",
            "a..");

    private static final Set<String> ALL_NAMES = allNames();

    static Stream<String> patterns() {
        return Stream.concat(NAMES.stream(), PREFIXES.stream().map(prefix -> prefix + "*"))
                .filter(pattern -> pattern.indexOf('*') < 0 || pattern.endsWith("*"));
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void acceptsExactlyTheNamesThatThePatternMatches(String pattern) throws FilterException {
        assertAcceptsWhatMatches(List.of(pattern));
    }

    @Test
    void acceptsWhatAnyOfTenTriggersMatches() throws FilterException {
        assertAcceptsWhatMatches(List.of("it's", "a_b", "!/*", "100%/*", "'/*", "größe", "\\", "a..*", " ", "[a]/*"));
        assertAcceptsWhatMatches(
                IntStream.range(0, 10).mapToObj(i -> i + "'".repeat(510) + "/").toList());
    }

    private static void assertAcceptsWhatMatches(List<String> patterns) throws FilterException {
        FunctionDefinition function = new FunctionDefinition(
                "f", "", 0, patterns.stream().map(EventPattern::new).toList());
        BooleanExpression selector = SelectorParser.parse(function.selector());

        List<String> accepted = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(ALL_NAMES);
        names.addAll(patterns);
        for (String name : names) {
            if (selector.matches(new Named(name))) {
                accepted.add(name);
            }
        }

        assertThat(accepted)
                .isNotEmpty()
                .isEqualTo(names.stream().filter(function::isTriggeredBy).toList());
    }

    /** Each name, and each prefix with more, with less, and with one character in place of another. */
    private static Set<String> allNames() {
        Set<String> names = new LinkedHashSet<>(NAMES);
        for (String prefix : PREFIXES) {
            names.add(prefix);
            Stream.of("x", "/", "%", "_", "'", "\uD83D\uDE00", "\u2028", "x/y")
                    .forEach(rest -> names.add(prefix + rest));
            names.add(prefix.toUpperCase(Locale.ROOT) + "x");
            names.add("x" + prefix + "x");
            for (int i = 0; i < prefix.length(); i++) {
                names.add(prefix.substring(0, i) + "x" + prefix.substring(i + 1) + "x");
                names.add(prefix.substring(0, i) + prefix.substring(i + 1) + "x");
            }
        }
        return names;
    }

    /** A message of which only the event's name is known. */
    private record Named(String name) implements Filterable {

        @Override
        public Object getProperty(SimpleString property) {
            return property.toString().equals(FunctionDefinition.EVENT_NAME_PROPERTY) ? name : null;
        }

        @Override
        public <T> T getBodyAs(Class<T> type) {
            throw new UnsupportedOperationException("a selector must not read the body");
        }

        @Override
        public Object getLocalConnectionId() {
            throw new UnsupportedOperationException("a selector must not ask for the connection");
        }
    }
}
