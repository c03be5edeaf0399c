package dev.gamelan.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gamelan.engine.json.Jsons;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dialect as a table: what each expression is, over the event below, at noon of the second of January 2026. */
class ExpressionTest {

    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-01-02T12:00:00Z"));

    private static final JsonObject ROOTS = json("""
            {"event": {"name": "shop/order.placed", "ts": 1767351600000, "data": {
                "n": 5, "f": 2.5, "one": 1.0, "zero": 0, "minus": -7, "big": 123456789012345678901234567890,
                "max": 9223372036854775807, "tenth": 0.1, "huge": 1e400, "exponent": 1e2,
                "s": "abc", "empty": "", "five": "5", "umlaut": "größe \uD83D\uDE00", "yes": true, "no": false, "nothing": null,
                "list": [1, 2, 3], "texts": ["a", "b"], "none": [], "items": [{"id": "x", "price": 10}, {"id": "y", "price": 20}],
                "map": {"k": "v", "a b": 1, "in": 2}, "deep": {"a": {"b": {"c": {"d": [{"e": "found"}]}}}},
                "json": "{\\"a\\": [1, {\\"b\\": 2}]}", "base64": "aGVsbG8gd8O2cmxk", "day": "2026-01-31", "time": "2026-01-31T10:30:15.250+02:00"
            }}, "async": {"data": {"n": 5.0}}}""");

    private static final String DIALECT = """
            // literals
            1 => 1
            -1 => -1
            0x1F => 31
            -0x10 => -16
            7u => 7
            1.5 => 1.5
            .5 => 0.5
            1e3 == 1000 => true
            99999999999999999999 => 99999999999999999999
            9223372036854775808 - 9223372036854775808 => 0.0
            -9223372036854775808 => -9223372036854775808
            "a\\tb" => "a\\tb"
            'a"b' => "a\\"b"
            '\\u00fc\\x41\\101\\U0001F600' => "üAA\uD83D\uDE00"
            r'\\d' => "\\\\d"
            '''it's''' => "it's"
            true => true
            null => null
            [1, "a", null,] => [1,"a",null]
            {"a": 1, 2: [3]} => {"a":1,"2":[3]}
            {1: "x"}[1.0] => "x"
            // comment => comment
            // paths
            event.name => "shop/order.placed"
            event.data.deep.a.b.c.d[0].e => "found"
            event.data["map"]["a b"] => 1
            event.data.map.in => 2
            event.data.nothing => null
            event.data.missing => null
            event.data.missing.deeper.still => null
            event.data.s.length => null
            event.data.list[1] => 2
            event.data.list[1.0] => 2
            event.data.list[3] => null
            event.data.list[-1] => null
            event.data.list["0"] => null
            event.data.s[0] => null
            event.data.n[0] => null
            event.data.items[event.data.list[0]].id => "y"
            event.data[event.data.missing] => null
            async.data.n == event.data.n => true
            unset.anything => null
            unset => null
            // equality
            5 == 5 => true
            5 == 5.0 => true
            5 == '5' => false
            '5' == 5 => false
            event.data.n == event.data.five => false
            event.data.n != event.data.five => true
            event.data.n == 5 => true
            event.data.n == 5.0 => true
            event.data.one == 1 => true
            event.data.exponent == 100 => true
            event.data.tenth == 0.1 => true
            0.1 + 0.2 == 0.3 => false
            event.data.big == 123456789012345678901234567890 => true
            event.data.big == 123456789012345678901234567891 => false
            event.data.max == 9223372036854775807 => true
            event.data.max == 9223372036854775806 => false
            9007199254740993 == 9007199254740992.0 => false
            event.data.huge == 1e400 => true
            "a" == "a" => true
            "a" == "A" => false
            event.data.umlaut == "größe \uD83D\uDE00" => true
            "ü" == "u\\u0308" => false
            true == true => true
            true == 1 => false
            true == "true" => false
            false == 0 => false
            false == null => false
            0 == null => false
            "" == null => false
            null == null => true
            event.data.missing == null => true
            event.data.nothing == null => true
            event.data.missing != null => false
            event.data.n != null => true
            [1, 2] == [1.0, 2] => true
            [1, 2] == [2, 1] => false
            [1] == 1 => false
            [] == [] => true
            event.data.list == [1, 2, 3] => true
            event.data.map == {"a b": 1, "in": 2.0, "k": "v"} => true
            event.data.map == {"a b": 1, "in": 2, "k": null} => false
            {} == [] => false
            date("2026-01-31") == "2026-01-31" => false
            // order
            1 < 2 => true
            2.5 > 2 => true
            2 >= 2.0 => true
            2 <= 1.9 => false
            event.data.f > 2 => true
            event.data.big > event.data.max => true
            event.data.huge > 1e399 => true
            event.data.minus < 0 => true
            "a" < "b" => true
            "Z" < "a" => true
            "a" < "aa" => true
            "\\uffff" < "\\U0001F600" => true
            false < true => true
            5 < "6" => false
            5 > "4" => false
            "5" >= 5 => false
            null < 1 => false
            null > 1 => false
            null <= null => false
            event.data.missing > 0 => false
            event.data.missing <= 0 => false
            true > 0 => false
            [1] < [2] => false
            {} > {} => false
            date("2026-01-31") > date("2026-01-30") => true
            duration("1h") > duration("59m") => true
            date("2026-01-31") > "2026-01-30" => false
            // logic
            true && false => false
            true || false => true
            !true => false
            !!event.data.n => true
            !event.data.missing => true
            !"" => true
            !0.0 => true
            ![] => false
            event.data.missing || "default" => "default"
            event.data.s || "default" => "abc"
            event.data.zero || event.data.empty || 7 => 7
            event.data.n && event.data.s => "abc"
            event.data.empty && event.data.s => ""
            event.data.n && true => true
            false || false && true => false
            true || event.data.missing.x > 1 => true
            event.data.n > 3 ? "many" : "few" => "many"
            event.data.missing ? 1 : 2 => 2
            false ? 1 : true ? 2 : 3 => 2
            // arithmetic
            1 + 2 * 3 => 7
            (1 + 2) * 3 => 9
            10 - 4 - 3 => 3
            7 / 2 => 3.5
            6 / 2 => 3
            -7 / 7 => -1
            7 % 3 => 1
            -7 % 3 => -1
            7.5 % 2 => 1.5
            1 + 0.5 => 1.5
            event.data.n + event.data.f => 7.5
            -event.data.n => -5
            --event.data.n => 5
            1 / 0 => null
            1 % 0 => null
            1.0 / 0 => null
            9223372036854775807 + 1 > 9223372036854775807 => true
            9223372036854775806 + 1 => 9223372036854775807
            event.data.huge * 2 => null
            "a" + "b" => "ab"
            "a-" + 5 => "a-5"
            "a-" + 5.0 => "a-5"
            1.50 + "x" => "1.5x"
            true + "!" => "true!"
            "a" + null => null
            "a" + event.data.list => null
            "a" - 1 => null
            "a" * 2 => null
            null + 1 => null
            true + 1 => null
            [1] + [2] => [1,2]
            [1] + 2 => null
            -"a" => null
            duration("1h") + duration("30m") => "5400s"
            date("2026-01-31") + duration("1d") => "2026-02-01T00:00:00Z"
            duration("1d") + date("2026-01-31") => "2026-02-01T00:00:00Z"
            date("2026-01-31") - duration("1w") => "2026-01-24T00:00:00Z"
            date("2026-01-31") - date("2026-01-30") => "86400s"
            date("2026-01-31") - 1 => null
            date("2026-01-31") + duration("99999999999w") => null
            // in
            2 in event.data.list => true
            2.0 in event.data.list => true
            "2" in event.data.list => false
            9 in event.data.list => false
            null in [null] => true
            event.data.missing in [1] => false
            "k" in event.data.map => true
            "v" in event.data.map => false
            1.0 in {1: true} => true
            null in event.data.map => false
            "a" in "abc" => false
            1 in 1 => false
            1 in null => false
            event.data.s in ["x", "abc"] => true
            // has
            has(event.data.n) => true
            has(event.data.nothing) => true
            has(event.data.missing) => false
            has(event.data.missing.deeper) => false
            has(event.data["a b"]) => false
            has(event.data.s.length) => false
            // texts
            event.data.s.contains("bc") => true
            event.data.s.contains("") => true
            event.data.s.contains("x") => false
            contains(event.data.s, "b") => true
            event.data.n.contains("5") => null
            event.data.five.contains(5) => null
            event.data.missing.contains("x") => null
            event.data.texts.contains("a") => null
            event.data.umlaut.contains("\uD83D\uDE00") => true
            event.name.startsWith("shop/") => true
            event.name.startsWith("order") => false
            event.data.missing.startsWith("") => null
            event.name.endsWith(".placed") => true
            event.data.n.endsWith("") => null
            event.name.matches("^shop/[a-z]+[.]placed$") => true
            event.name.matches("order") => true
            event.name.matches("^order") => false
            matches(event.name, r"\\.\\w+$") => true
            event.data.umlaut.matches("gr..e") => true
            event.data.n.matches("5") => null
            size(event.data.umlaut) => 7
            event.data.list.size() => 3
            size(event.data.map) => 3
            size(event.data.n) => null
            size(event.data.missing) => null
            lowercase("GRÖSSE") => "grösse"
            "abc".uppercase() => "ABC"
            lowercase(5) => null
            b64decode(event.data.base64) => "hello wörld"
            b64decode("aGk") => "hi"
            b64decode("?") => null
            json_parse(event.data.json).a[1].b => 2
            json_parse("{") => null
            json_parse("") => null
            json_parse(event.data.map) => null
            // conversions
            int("42") => 42
            int(2.9) => 2
            int(-2.9) => -2
            int("x") => null
            int(null) => null
            int(1e300) => null
            int(json_parse("1e-999999999")) => 0
            uint(5) => 5
            double("2.5") => 2.5
            double("1e999") => null
            string(5) => "5"
            string(5.0) => "5"
            string(1e3) => "1000"
            string(true) => "true"
            string(null) => null
            string([1]) => null
            string(date("2026-01-31")) => "2026-01-31T00:00:00Z"
            bool("true") => true
            bool("yes") => null
            dyn(event.data.s) => "abc"
            // time
            now() => "2026-01-02T12:00:00Z"
            now_plus("1h30m") => "2026-01-02T13:30:00Z"
            now_minus("7d") => "2025-12-26T12:00:00Z"
            now_minus(duration("1.5h")) => "2026-01-02T10:30:00Z"
            now_plus("soon") => null
            now_plus(5) => null
            date(event.ts) > now_minus("2h") => true
            date(event.ts) > now_minus("30m") => false
            date(event.data.day) => "2026-01-31T00:00:00Z"
            date(event.data.time) => "2026-01-31T08:30:15.250Z"
            date("2026-01-31T10:00:00") => "2026-01-31T10:00:00Z"
            date("2026-02-30") => null
            date(1e300) => null
            date(true) => null
            timestamp(60) => "1970-01-01T00:01:00Z"
            duration("-1m30s") => "-90s"
            duration("100ms") => "0.1s"
            duration("1x") => null
            duration("") => null
            duration("-") => null
            date(event.data.time).getHours() => 8
            date(event.data.time).getHours("Europe/Berlin") => 9
            date(event.data.time).getHours("Nowhere/Town") => null
            date(event.data.time).getMilliseconds() => 250
            date(event.data.day).getFullYear() => 2026
            date(event.data.day).getMonth() => 0
            date(event.data.day).getDate() => 31
            date(event.data.day).getDayOfMonth() => 30
            date(event.data.day).getDayOfYear() => 30
            date(event.data.day).getDayOfWeek() => 6
            event.data.day.getMonth() => null
            // loops
            event.data.items.exists(i, i.price > 15) => true
            event.data.items.all(i, i.price > 15) => false
            event.data.none.all(i, false) => true
            event.data.none.exists(i, true) => false
            event.data.items.exists_one(i, i.id == "x") => true
            event.data.items.filter(i, i.price > 15) => [{"id":"y","price":20}]
            event.data.items.map(i, i.id) => ["x","y"]
            event.data.items.map(i, i.price > 15, i.id) => ["y"]
            event.data.map.exists(k, k == "a b") => true
            event.data.list.map(x, event.data.list.map(y, x * y)) => [[1,2,3],[2,4,6],[3,6,9]]
            event.data.list.exists(event, event == 2) => true
            event.data.missing.exists(i, true) => null
            event.data.s.all(c, true) => null
            event.data.items.filter(i, i.price > 5).size() => 2
            """;

    static Stream<String> dialect() {
        return DIALECT.lines().filter(line -> !line.startsWith("//"));
    }

    @ParameterizedTest
    @MethodSource("dialect")
    void isWhatTheTableSays(String line) {
        String[] sides = line.split(" => ", 2);

        assertThat(compile(sides[0]).value(ROOTS, NOON)).isEqualTo(Jsons.parse(sides[1]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"event.data.n", "event.data.list", "event.data.none", "'x'", "-1", "event.data.s && event.data.n"
            })
    void whatIsAsGoodAsTrueMatches(String text) {
        assertThat(compile(text).matches(ROOTS, NOON)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event.data.missing",
                "event.data.empty",
                "0.0",
                "event.data.no",
                "event.data.n && event.data.zero"
            })
    void whatIsAsGoodAsFalseDoesNot(String text) {
        assertThat(compile(text).matches(ROOTS, NOON)).isFalse();
    }

    @Test
    void keysAreTheSameForEqualValues() {
        assertThat(key("event.data.n"))
                .isEqualTo(key("async.data.n"))
                .isEqualTo(key("event.data.five"))
                .isEqualTo("5");
        assertThat(key("event.data.exponent")).isEqualTo("100");
        assertThat(key("event.data.huge")).isEqualTo("1E+400");
        assertThat(key("event.data.yes")).isEqualTo("true");
        assertThat(key("event.data.texts")).isEqualTo("[\"a\",\"b\"]");
        assertThat(key("event.data.s + '-' + event.data.n")).isEqualTo("abc-5");
        assertThat(compile("event.data.missing").key(ROOTS, NOON)).isEmpty();
    }

    @Test
    void plainJavaValuesWillDo() {
        Map<String, Object> roots = Map.of(
                "event",
                Map.of("a", 1, "b", 2.5f, "c", new BigInteger("10"), "d", List.of("x"), "e", Instant.EPOCH, "f", (short)
                        3));

        Expression all = compile("event.a == 1 && event.b == 2.5 && event.c == 10 && event.d == ['x'] && event.f == 3"
                + " && event.e == timestamp(0)");

        assertThat(all.matches(roots, NOON)).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compile("event").matches(Map.of("event", new Object()), NOON))
                .withMessageContaining("java.lang.Object");
    }

    @Test
    void jsonIsNotCopied() {
        assertThat(compile("event.data.items").value(ROOTS, NOON))
                .isSameAs(ROOTS.getJsonObject("event").getJsonObject("data").get("items"));
    }

    @Test
    void theClockIsAskedOnceOrNever() {
        List<Instant> asked = new ArrayList<>();
        InstantSource clock = () -> {
            asked.add(Instant.EPOCH.plusSeconds(asked.size()));
            return asked.get(asked.size() - 1);
        };

        assertThat(compile("now() == now() && now() == now_plus('0s')").matches(ROOTS, clock))
                .isTrue();
        assertThat(asked).hasSize(1);
        compile("event.data.n").matches(ROOTS, clock);
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatWasReadIsKept() {
        assertThat(compile("event.data.kept == 1")).isSameAs(compile("event.data.kept == 1"));
        assertThat(Expression.compile("event", Set.of("event")))
                .isNotSameAs(Expression.compile("event", Set.of("event", "x")));
    }

    @Test
    void namesAndPathsAreTold() {
        Expression expression = compile(
                "event.data.user.id == async.data['user id'] && has(event.data.x) && event.data.list[0].y.exists(i, i.z == 1)");

        assertThat(expression.names()).containsExactlyInAnyOrder("event", "async");
        assertThat(expression.paths())
                .containsExactlyInAnyOrder(
                        List.of("event", "data", "user", "id"),
                        List.of("async", "data", "user id"),
                        List.of("event", "data", "x"),
                        List.of("event", "data", "list"));
    }

    @Test
    void threadsShareAnExpression() throws Exception {
        Expression expression = compile(
                "event.items.map(x, event.items.filter(y, y < x).size()).all(z, z == event.items.size() - 1 || true)"
                        + " && event.items.map(x, x * 2) == event.doubles");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int task = 0; task < 200; task++) {
                List<Integer> items = IntStream.range(task, task + 10).boxed().toList();
                Map<String, Object> roots = Map.of(
                        "event",
                        Map.of(
                                "items",
                                items,
                                "doubles",
                                items.stream().map(i -> i * 2).toList()));
                results.add(threads.submit(() -> expression.matches(roots, NOON)));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get(10, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theTableIsLarge() {
        assertThat(dialect().count()).isGreaterThan(200);
        assertThat(dialect().map(line -> line.split(" => ", 2)[0])).doesNotHaveDuplicates();
        assertThat(Arrays.stream(Macro.values()))
                .allMatch(macro -> DIALECT.contains("." + macro.name().toLowerCase(Locale.ROOT) + "("));
    }

    private static String key(String text) {
        return compile(text).key(ROOTS, NOON).orElseThrow();
    }

    private static Expression compile(String text) {
        return Expression.compile(text, Set.of("event", "async", "unset"));
    }

    private static JsonObject json(String text) {
        JsonValue value = Jsons.parse(text);
        return value.asJsonObject();
    }
}
