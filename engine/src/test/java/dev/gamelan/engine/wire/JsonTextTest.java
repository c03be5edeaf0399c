package dev.gamelan.engine.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void refusesMoreValuesThanMemoryIsWorth() {
        String many = "{\"name\":\"a\",\"data\":{\"x\":[" + "1,".repeat(JsonText.MAX_VALUES) + "1]}}";

        assertThatThrownBy(() -> JsonText.parse(many.getBytes(UTF_8)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("more than " + JsonText.MAX_VALUES + " values");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // numbers
                "01",
                "-",
                "1.",
                ".5",
                "+1",
                "1e",
                "1e+",
                "--1",
                "1-1",
                "1e1e1",
                "0x1",
                "1_000",
                "NaN",
                "-NaN",
                "Infinity",
                "-Infinity",
                // literals and punctuation
                "tru",
                "nulll",
                "truefalse",
                "True",
                "'a'",
                "a",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\":1,}",
                "{,}",
                "{\"a\"}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{a:1}",
                "{1:1}",
                "{'a':1}",
                "[1}",
                "{\"a\":1]",
                "1]",
                "]",
                "}",
                "[",
                "{",
                "\"",
                "1 2",
                "1,2",
                "/*c*/1",
                "1/*c*/",
                "1//c\n",
                "#c\n1",
                // white space that is none in JSON
                "\f1",
                "\u000b1",
                "\u00a01",
                "\u20281",
                "\ufeff1",
                "\u00001",
                // strings
                "\"\n\"",
                "\"\t\"",
                "\"\u0001\"",
                "\"\u001f\"",
                "\"\\x\"",
                "\"\\a\"",
                "\"\\'\"",
                "\"\\U0041\"",
                "\"\\\n\""
            })
    void whatRfc8259DoesNotKnowIsRefused(String value) {
        assertRefused("{\"a\":" + value + "}", "invalid JSON at ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x", "1", "{}", "[]", "]", "}", ",", ":", "\"\"", "null", "/", "//c", "\u0000", "\ufeff", "\u00a0", "{",
                "["
            })
    void whateverFollowsTheDocumentIsRefused(String rest) {
        for (String document : new String[] {"{\"a\":[{}]}", "[]", "[{\"a\":1}]", "{}"}) {
            assertRefused(document + rest, "something follows the end");
            assertRefused(document + " \r\n\t" + rest, "something follows the end");
        }
        assertThat(parse(" \r\n\t[] \r\n\t")).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"b\":2,\"a\":3}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"\":1,\"\":2}",
                "{\"x\":{\"a\":1,\"a\":2}}",
                "[{\"a\":1,\"a\":2}]",
                "{\"x\":[0,{\"y\":[{\"a\":null,\"a\":null}]}]}",
                "{\"a\":{\"a\":1},\"a\":2}",
                "{\"\uD83D\uDE00\":1,\"\\ud83d\\ude00\":2}"
            })
    void repeatedKeysAreRefusedAtAnyDepth(String document) {
        assertRefused(document, "Duplicate key");
    }

    @Test
    void sameKeyInDifferentObjectsIsNoRepetition() {
        assertThat(parse("{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]},\"A\":3}"))
                .isEqualTo("{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]},\"A\":3}");
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740993, 9007199254740993",
        "-9223372036854775809, -9223372036854775809",
        "0.1, 0.1",
        "1.10, 1.10",
        "3.141592653589793238462643383279, 3.141592653589793238462643383279",
        "1e400, 1E+400",
        "-1.5E-400, -1.5E-400",
        "1e9999, 1E+9999",
        "1e+9999, 1E+9999",
        "1e-9999, 1E-9999",
        "-0, 0",
        "-0.0, 0.0",
        "0e0, 0"
    })
    void numbersKeepTheirValue(String number, String expected) {
        assertThat(parse("{\"a\":" + number + ",\"b\":[" + number + "]}"))
                .isEqualTo("{\"a\":" + expected + ",\"b\":[" + expected + "]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e10000", "1e+10000", "1e-10000", "1E99999", "-1.5e-99999", "1e999999999999", "1e00000"})
    void numberWithMoreThanFourDigitsOfExponentIsRefused(String number) {
        assertRefused("[" + number + "]", "number too long or too large");
    }

    @Test
    void numberHasAtMost1000Characters() {
        for (String longest : new String[] {"7".repeat(1000), "-" + "7".repeat(999), "0." + "7".repeat(998)}) {
            assertThat(parse("[" + longest + "]")).isEqualTo("[" + longest + "]");
            assertRefused("[" + longest + "7]", "number too long or too large");
        }
        assertRefused("[" + "7".repeat(2000) + "]", "number too long or too large");
    }

    @ParameterizedTest
    @CsvSource({"[, ]", "{\"a\":, }"})
    void nestsAtMost64Levels(String open, String close) {
        String deepest = open.repeat(64) + "1" + close.repeat(64);

        assertThat(parse(deepest)).isEqualTo(deepest);
        assertRefused(open.repeat(65) + "1" + close.repeat(65), "nested deeper than 64 levels");
        assertRefused(open.repeat(1_000_000), "nested deeper than 64 levels");
    }

    @Test
    void manyObjectsSideBySideAreNotDeep() {
        String wide = "[" + "[{}],".repeat(1000) + "1]";

        assertThat(parse(wide)).isEqualTo(wide);
    }

    private static String parse(String document) {
        return JsonText.parse(document.getBytes(UTF_8)).toString();
    }

    private static void assertRefused(String document, String message) {
        assertThatThrownBy(() -> JsonText.parse(document.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        InvalidEventException.class, e -> assertThat(e.status()).isEqualTo(400))
                .hasMessageContaining(message);
    }
}
