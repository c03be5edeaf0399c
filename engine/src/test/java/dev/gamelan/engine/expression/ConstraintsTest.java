package dev.gamelan.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.engine.json.Jsons;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of every match holds for every match. Another run of luck: {@code -Dgamelan.fuzz.seed=…}. */
class ConstraintsTest {

    private static final Set<String> ROOTS = Set.of("event", "async");
    private static final List<String> DATA = List.of("event", "data");
    private static final long SEED = Long.getLong("gamelan.fuzz.seed", 20261122L);
    private static final int ROUNDS = 20_000;

    private static final List<String> VALUES = List.of(
            "\"abc\"",
            "\"abcd\"",
            "\"x\"",
            "\"5\"",
            "\"a\\\"bcd\"",
            "\"größe\"",
            "\"\"",
            "5",
            "5.0",
            "0",
            "null",
            "true",
            "false",
            "[\"abc\"]",
            "{\"abc\": 1}",
            "[]",
            "0.5");

    private static final List<String> PATHS = List.of(
            "event.name", "event.data.a", "event.data.b", "event.data.b.c", "async.data.a", "event.data[\"a\"]");

    private final Random random = new Random(SEED);
    private JsonObject roots = JsonValue.EMPTY_JSON_OBJECT;

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "event.name == 'x' => event.name=\"x\"",
                "'x' == event.name => event.name=\"x\"",
                "event.name == 'x' && event.data.u.id == 'u1' => event.name=\"x\" event.data.u.id=\"u1\"",
                "event.data['a b'] == 5 && event.data.c > 3 => event.data.a b=5",
                "event.a == 1.50 && (event.b == true && event.c == -2) => event.a=1.5 event.b=true event.c=-2",
                "event.a == lowercase('ABC') => event.a=\"abc\"",
                "event.a == 'x' || event.b == 'y' => ``",
                "event.a == null => ``",
                "event.a == [1] => ``",
                "event.a != 'x' => ``",
                "!(event.a == 'x') => ``",
                "event.a == event.b => ``",
                "event.list[0] == 'x' => ``",
                "event.a in ['x'] => ``",
                "event.list.exists(x, x == 'y') => ``",
                "event.a == 'x' ? true : false => ``",
                "event.a == string(now()) => ``",
                "event.a == string(event.b) => ``",
                "lowercase(event.a) == 'x' => ``"
            })
    void tellsEqualitiesOfEveryMatch(String text, String expected) {
        List<String> told = Expression.compile(text, ROOTS).requiredEquals().stream()
                .map(equality -> String.join(".", equality.path()) + "=" + equality.value())
                .toList();

        assertThat(String.join(" ", told)).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "event.data.a == 'abc' => abc",
                "event.data.a == 'ab' => ``",
                "event.data.a.contains('order-17') => order-17",
                "event.data.a.startsWith('abc') && endsWith(event.data.b, 'xyz') => abc,xyz",
                "'abc' in event.data.tags => abc",
                "event.data.a == 'größe' => ``",
                "event.data.a == 'longer größe' => longer gr",
                "event.data.a == 'say \\\"hello\\\" / <b>' => hello",
                "event.data == 'abc' => abc",
                "event.name == 'abc' => ``",
                "event.data.a == 12345 => ``",
                "event.data.a.matches('abc') => ``",
                "lowercase(event.data.a) == 'abc' => ``",
                "json_parse(event.data.a).b == 'abc' => ``",
                "event.data.a == 'abc' || true => ``",
                "event.data.a == 'abc' && event.data.b == 'abc' => abc"
            })
    void tellsTextsOfEveryMatch(String text, String expected) {
        assertThat(String.join(",", Expression.compile(text, ROOTS).literalNeedles(DATA)))
                .isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void onceAnEventIsKnownItTellsWhatIsAwaited() {
        JsonObject known = Jsons.parse("{\"event\": {\"data\": {\"id\": \"u-17\", \"n\": 1.0}}}")
                .asJsonObject();
        Expression expression = Expression.compile(
                "async.data.id == event.data.id && event.data.n == async.data.n && async.x == event.missing", ROOTS);

        assertThat(expression.requiredEquals()).isEmpty();
        assertThat(expression.requiredEquals(known))
                .containsExactly(
                        new Equality(List.of("async", "data", "id"), Jsons.string("u-17")),
                        new Equality(List.of("async", "data", "n"), Jsons.parse("1.0")));
        assertThat(expression.literalNeedles(List.of("async", "data"), known)).containsExactly("u-17");
    }

    @Test
    void neverExcludesAMatch() {
        int told = 0;
        for (int round = 0; round < ROUNDS; round++) {
            roots = roots();
            String text = condition(3);
            Expression expression = Expression.compile(text, ROOTS);
            boolean isKnown = random.nextBoolean();
            Map<String, ?> known = isKnown ? Map.of("async", roots.get("async")) : Map.of();
            if (expression.matches(roots, InstantSource.system())) {
                String where = "seed " + SEED + ", round " + round + ": " + text + " over " + roots;
                for (Equality equality : expression.requiredEquals(known)) {
                    told++;
                    assertThat(holds(equality, roots))
                            .as("%s in %s", equality, where)
                            .isTrue();
                }
                for (String needle : expression.literalNeedles(DATA, known)) {
                    told++;
                    String data = roots.getJsonObject("event").get("data").toString();
                    assertThat(data).as(where).contains(needle);
                }
            }
        }
        assertThat(told).as("statements about matches; few would test little").isGreaterThan(2_000);
    }

    /** As an index would compare: texts by their characters, numbers by their exact value. */
    private static boolean holds(Equality equality, JsonObject roots) {
        JsonValue value = roots;
        for (String key : equality.path()) {
            value = value instanceof JsonObject object ? object.get(key) : null;
        }
        return (value instanceof JsonNumber number && equality.value() instanceof JsonNumber expected)
                ? number.bigDecimalValue().compareTo(expected.bigDecimalValue()) == 0
                : equality.value().equals(value);
    }

    private String condition(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return comparison();
        }
        return switch (random.nextInt(9)) {
            case 0 -> "(" + condition(depth - 1) + " || " + condition(depth - 1) + ")";
            case 1 -> "!(" + condition(depth - 1) + ")";
            case 2 -> "(" + condition(depth - 1) + " ? " + condition(depth - 1) + " : " + condition(depth - 1) + ")";
            case 3 -> "(" + condition(depth - 1) + " == " + condition(depth - 1) + ")";
            default -> "(" + condition(depth - 1) + " && " + condition(depth - 1) + ")";
        };
    }

    private String comparison() {
        String path = pick(PATHS);
        return switch (random.nextInt(15)) {
            case 0 -> path + ".contains(" + valueAt(path) + ")";
            case 1 -> path + ".startsWith(" + valueAt(path) + ")";
            case 2 -> operand() + " in " + path;
            case 3 -> path + " in [" + operand() + ", " + operand() + "]";
            case 4 -> path;
            case 5 -> "lowercase(" + path + ") == " + valueAt(path);
            case 6 -> operand() + (random.nextBoolean() ? " != " : " <= ") + operand();
            case 7 -> valueAt(path) + " == " + path;
            case 8 -> operand() + " == " + operand();
            default -> path + " == " + valueAt(path);
        };
    }

    /** Mostly what is there, so that there are matches. */
    private String valueAt(String path) {
        return random.nextInt(5) == 0
                ? operand()
                : Expression.compile(path, ROOTS)
                        .value(roots, InstantSource.system())
                        .toString();
    }

    private String operand() {
        return random.nextBoolean() ? pick(PATHS) : pick(VALUES);
    }

    private JsonObject roots() {
        return Jsons.parse(
                        "{\"event\": {\"name\": %s, \"data\": {\"a\": %s, \"b\": %s}}, \"async\": {\"data\": {\"a\": %s}}}"
                                .formatted(
                                        pick(VALUES),
                                        pick(VALUES),
                                        random.nextBoolean() ? pick(VALUES) : "{\"c\": " + pick(VALUES) + "}",
                                        pick(VALUES)))
                .asJsonObject();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
