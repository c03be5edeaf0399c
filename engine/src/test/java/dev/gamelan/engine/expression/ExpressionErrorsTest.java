package dev.gamelan.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, where, and with which advice; and what takes too long. */
class ExpressionErrorsTest {

    private static final Set<String> ROOTS = Set.of("event", "async");

    private static final String REFUSED = """
            event.data.a = 1 => 14: write == to compare
            event.data.a === 1 => 16: write == to compare
            event.a & event.b => 9: write && for and
            event.a == 'x => 12: close it with '
            event.a == "x' => 12: close it with "
            event.a == 'it's' => 17: close it with '
            event.a and event.b => 9: write && for and
            not event.a => 1: write ! for not
            event.a LIKE 'x' => 9: use contains
            event.data?.a => 12: write . alone
            event.a <> 1 => 10: write != for unequal
            (event.a => 1: write ) where it ends
            event.a) => 8: leave it out
            [1, 2 => 1: write ] where it ends
            [1 2] => 4: put an operator between
            event.a == => 11: write a value after ==
            == 1 => 1: leave == out
            event.a == %s => 12: leave % out
            foo == 1 => 1: begin with async or event
            '\uD83D\uDE00' == foo => 8: begin with async or event
            event.a.toLowerCase() => 9: use lowercase
            event.a.includes('x') => 9: use contains
            event.a.nonsense() => 9: there are has, matches
            size(1, 2) => 1: give it 1
            size() => 1: give it 1
            has(event) => 1: has(event.data.coupon)
            event.a.matches(event.b) => 9: use contains
            event.a.matches('(') => 9: RE2
            event.a.matches('(?=a)') => 9: RE2
            event.a.matches('((a{1000}){1000}){1000}') => 9: RE2
            event.a.matches('[[:alpha:](]([x]{900}){900}') => 9: RE2
            event.a.exists(1, true) => 16: names the element
            event.a.exists(in, true) => 16: names the element
            event.a.all(x) => 14: event.data.items.all(item
            event.a.all(x, 1, 2) => 9: give it 2
            event.a.map(a, a.map(b, b.map(c, c.map(d, d)))) => 36: not deeper
            b'x' => 1: leave the b
            event..a => 7: in brackets
            event."a" => 7: in brackets
            event.1 => 6: put an operator between
            event.a 5 => 9: put an operator between
            5abc => 1: quotes
            event.a ? 1 => 12: condition ? this : that
            {1, 2} => 3: write {"key": value}
            "\\q" => 2: \\\\
            "\\u12" => 2: \\\\
            "\\U99999999" => 2: \\\\
            ${event.a} => 1: leave the $ out
            `a` => 1: straight quotes
            event.größe => 9: in brackets
            // nothing => 11: write a condition
            """;

    static Stream<String> refused() {
        return REFUSED.lines();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void saysWhereAndWhatToDo(String line) {
        String[] sides = line.split(" => ", 2);
        String[] expected = sides[1].split(": ", 2);

        ExpressionException refusal = refusal(sides[0]);

        assertThat(refusal.column()).as(refusal.getMessage()).isEqualTo(Integer.parseInt(expected[0]));
        assertThat(refusal.line()).isEqualTo(1);
        assertThat(refusal).hasMessageContaining(expected[1]);
        assertThat(refusal.getMessage()).contains(refusal.fix()).startsWith("line 1, column " + expected[0]);
    }

    @Test
    void showsThePlace() {
        ExpressionException refusal = refusal("event.a == 1 &&\n\tfoo > 2\n&& true");

        assertThat(refusal.line()).isEqualTo(2);
        assertThat(refusal.column()).isEqualTo(2);
        assertThat(refusal.getMessage().lines().skip(1)).containsExactly("   foo > 2", "   ^");
    }

    @Test
    void ofALongLineShowsAPart() {
        List<String> shown = refusal("true && ".repeat(50) + "foo" + " && true".repeat(50))
                .getMessage()
                .lines()
                .toList();

        assertThat(shown.get(1)).startsWith("  …").endsWith("…").hasSizeLessThan(130);
        assertThat(shown.get(1).substring(shown.get(2).indexOf('^'))).startsWith("foo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void somethingMustBeThere(String text) {
        assertThat(refusal(text)).hasMessageContaining("event.data.amount > 100");
    }

    static Stream<String> tooMuch() {
        return Stream.of(
                "true" + " ".repeat(8_000),
                "1" + "+1".repeat(1_000),
                "(".repeat(41) + "1" + ")".repeat(41),
                "[".repeat(3_000),
                "event?1:".repeat(41) + "1",
                "{1:".repeat(50) + "1" + "}".repeat(50));
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void sizesHaveLimits(String text) {
        assertThat(refusal(text).getMessage()).containsAnyOf("longer", "more than", "deeper");
    }

    static Stream<String> muchButNotTooMuch() {
        return Stream.of(
                "1" + "+1".repeat(999),
                "-".repeat(1_900) + "event.x",
                "!".repeat(1_900) + "event.x",
                "event" + ".a".repeat(900),
                "event" + "[0]".repeat(600),
                "true" + " && true".repeat(880),
                "(".repeat(39) + "1" + ")".repeat(39),
                "event?1:".repeat(39) + "1",
                "[" + "1,".repeat(990) + "]");
    }

    /** With a small stack, as the threads of a server may have. */
    @ParameterizedTest
    @MethodSource("muchButNotTooMuch")
    void whatIsWithinTheLimitsNeedsNoLargeStack(String text) throws InterruptedException {
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(
                null,
                () -> {
                    Expression expression = Expression.compile(text, ROOTS);
                    expression.value(Map.of(), InstantSource.system());
                    expression.paths();
                    expression.requiredEquals();
                },
                "small",
                384 * 1024);
        thread.setUncaughtExceptionHandler((of, e) -> failure[0] = e);
        thread.start();
        thread.join();

        assertThat(failure[0]).isNull();
    }

    static Stream<String> costly() {
        return Stream.of(
                "event.list.map(x, event.list.map(y, event.list.map(z, x)))",
                "event.list.all(x, event.list.all(y, x in event.list))",
                "event.list.all(x, event.list == event.list)",
                "event.list.all(x, (event.list + event.list).size() > 0)",
                "event.list.all(x, !event.text.contains('b'))",
                "event.list.all(x, !event.text.matches('(a|b)*c'))",
                "event.list.all(x, event.text + 'x' != lowercase(event.text))",
                "event.list.all(x, json_parse('[' + event.text) == null)",
                "event.list.all(x, event.text.size() > 0 && event.text < event.text + 'b')");
    }

    @ParameterizedTest
    @MethodSource("costly")
    void whatTakesTooLongIsGivenUp(String text) {
        Map<String, ?> roots =
                Map.of("event", Map.of("list", Collections.nCopies(2_000, 7), "text", "a".repeat(100_000)));

        assertThatExceptionOfType(CostlyExpressionException.class)
                .isThrownBy(() -> Expression.compile(text, ROOTS).matches(roots, InstantSource.system()))
                .withMessageContaining("1000000 steps");
    }

    static Stream<String> harmless() {
        return Stream.of(
                "event.text.contains(event.piece)", // each place matches almost
                "event.text.matches('(a+)+$')",
                "event.text.matches('^(a|aa)+$') && !event.text.matches('(a*)*b')",
                "event.numbers.exists(n, n > 1e400 || n == 1e-400 || int(n) == 5 || n * 2 > 7)",
                "string(json_parse('1e2147483647')) == 'x'");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void whatWouldTakeForEverElsewhereDoesNotHere(String text) {
        Map<String, ?> roots = Map.of(
                "event",
                Map.of(
                        "text", "a".repeat(200_000),
                        "piece", "a".repeat(100_000) + "b",
                        "numbers", List.of(new BigDecimal("1e-999999999"), new BigDecimal("1e999999999"))));
        long start = System.nanoTime();

        assertThatCode(() -> Expression.compile(text, ROOTS).matches(roots, InstantSource.system()))
                .doesNotThrowAnyException();

        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    private static ExpressionException refusal(String text) {
        ExpressionException refusal =
                catchThrowableOfType(ExpressionException.class, () -> Expression.compile(text, ROOTS));
        assertThat(refusal).as(text).isNotNull();
        return refusal;
    }
}
