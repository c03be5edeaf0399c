package dev.gamelan.engine.expression;

import dev.gamelan.engine.json.Jsons;
import jakarta.json.JsonException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/** The functions by name. Each is called as {@code f(x, y)} and as {@code x.f(y)}. */
final class Functions {

    private static final Map<String, Function> ALL = new HashMap<>();
    private static final int LONGEST_NUMBER = 100;

    static {
        define("size", 1, 1, (evaluation, a) -> size(a[0], evaluation));
        define(
                "contains",
                2,
                2,
                (evaluation, a) -> texts(a) ? Texts.contains((String) a[0], (String) a[1], evaluation) : null);
        define("startsWith", 2, 2, (evaluation, a) -> texts(a) ? ((String) a[0]).startsWith((String) a[1]) : null);
        define("endsWith", 2, 2, (evaluation, a) -> texts(a) ? ((String) a[0]).endsWith((String) a[1]) : null);
        defineText("lowercase", text -> text.toLowerCase(Locale.ROOT));
        defineText("uppercase", text -> text.toUpperCase(Locale.ROOT));
        defineText("b64decode", Functions::decoded);
        defineText("json_parse", Functions::parsed);

        define("int", 1, 1, (evaluation, a) -> integer(a[0]));
        define("uint", 1, 1, (evaluation, a) -> integer(a[0]));
        define("double", 1, 1, (evaluation, a) -> decimal(a[0]));
        define("string", 1, 1, (evaluation, a) -> text(a[0]));
        define("bool", 1, 1, (evaluation, a) -> truth(a[0]));
        define("dyn", 1, 1, (evaluation, a) -> a[0]);

        define("timestamp", 1, 1, (evaluation, a) -> instant(a[0], 1_000));
        define("date", 1, 1, (evaluation, a) -> instant(a[0], 1));
        define("duration", 1, 1, (evaluation, a) -> duration(a[0]));
        define("now", 0, 0, (evaluation, a) -> evaluation.now());
        define("now_plus", 1, 1, (evaluation, a) -> Operation.ADD.apply(evaluation.now(), duration(a[0]), evaluation));
        define(
                "now_minus",
                1,
                1,
                (evaluation, a) -> Operation.SUBTRACT.apply(evaluation.now(), duration(a[0]), evaluation));

        definePart("getFullYear", ZonedDateTime::getYear);
        definePart("getMonth", time -> time.getMonthValue() - 1);
        definePart("getDate", ZonedDateTime::getDayOfMonth);
        definePart("getDayOfMonth", time -> time.getDayOfMonth() - 1);
        definePart("getDayOfYear", time -> time.getDayOfYear() - 1);
        definePart("getDayOfWeek", time -> time.getDayOfWeek().getValue() % 7);
        definePart("getHours", ZonedDateTime::getHour);
        definePart("getMinutes", ZonedDateTime::getMinute);
        definePart("getSeconds", ZonedDateTime::getSecond);
        definePart("getMilliseconds", time -> time.getNano() / 1_000_000);
    }

    private Functions() {}

    /** Null when there is none. */
    static Function named(String name) {
        return ALL.get(name);
    }

    static String names() {
        return String.join(", ", new TreeSet<>(ALL.keySet()));
    }

    private static void define(String name, int fewest, int most, Function.Body body) {
        ALL.put(name, new Function(name, fewest, most, body));
    }

    private static void defineText(String name, java.util.function.Function<String, Object> body) {
        define(name, 1, 1, (evaluation, a) -> {
            if (!(a[0] instanceof String text)) {
                return null;
            }
            evaluation.characters(4L * text.length());
            return body.apply(text);
        });
    }

    private static void definePart(String name, ToIntFunction<ZonedDateTime> part) {
        define(name, 1, 2, (evaluation, a) -> Times.part(a, part));
    }

    private static boolean texts(Object[] arguments) {
        return arguments[0] instanceof String && arguments[1] instanceof String;
    }

    private static Object size(Object value, Evaluation evaluation) {
        if (value instanceof String text) {
            evaluation.characters(text.length());
            return (long) text.codePointCount(0, text.length());
        }
        if (value instanceof List<?> list) {
            return (long) list.size();
        }
        return value instanceof Map<?, ?> map ? (Object) (long) map.size() : null;
    }

    private static Object decoded(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Object parsed(String text) {
        try {
            return Values.of(Jsons.parse(text));
        } catch (JsonException | IllegalStateException | NumberFormatException e) {
            return null;
        }
    }

    /** Lists and maps have none: what it costs to write them could not be told beforehand. */
    private static Object text(Object value) {
        return value instanceof List || value instanceof Map
                ? null
                : Values.text(value).orElse(null);
    }

    private static Object integer(Object value) {
        if (value instanceof Instant instant) {
            return instant.getEpochSecond();
        }
        Object number = value instanceof String text ? number(text) : value;
        if (!(number instanceof BigDecimal decimal)) {
            return number instanceof Long ? number : null;
        }
        if (decimal.abs().compareTo(BigDecimal.ONE) < 0) {
            return 0L; // 1e-999999999 would take for ever to round
        }
        return decimal.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? null
                : (Object) decimal.setScale(0, RoundingMode.DOWN).longValueExact();
    }

    private static Object decimal(Object value) {
        Object number = value instanceof String text ? number(text) : value;
        return Values.isNumber(number) ? Values.ofDouble(Values.decimal(number).doubleValue()) : null;
    }

    private static Object number(String text) {
        try {
            return text.length() > LONGEST_NUMBER ? null : new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Object truth(Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        return "true".equals(value) ? Boolean.TRUE : "false".equals(value) ? Boolean.FALSE : null;
    }

    /** @param millis how many a number counts by: seconds in CEL, milliseconds in the {@code ts} of events */
    private static Object instant(Object value, int millis) {
        if (value instanceof String text) {
            return Times.instant(text);
        }
        if (!Values.isNumber(value)) {
            return value instanceof Instant ? value : null;
        }
        try {
            BigDecimal at = Values.decimal(value).multiply(BigDecimal.valueOf(millis));
            return integer(at) instanceof Long whole ? Instant.ofEpochMilli(whole) : null;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static Object duration(Object value) {
        return value instanceof String text ? Times.duration(text) : value instanceof Duration ? value : null;
    }
}
