package dev.gamelan.engine.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is inside of quotes: escapes, surrogates, NUL, UTF-8. */
class JsonStringsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\",
                "\"\\u",
                "\"\\u0",
                "\"\\u00",
                "\"\\u004",
                "\"\\u0041",
                "\"\\\"",
                "\"\\u\"",
                "\"\\u004\"",
                "\"\\u00g0\"",
                "\"\\u-001\"",
                "\"\\u+041\"",
                "\"\\u 041\"",
                "\"\\u١٢٣٤\"",
                "\"\\ud83d\\u\"",
                "\"\\ud83d\\"
            })
    void truncatedAndMalformedEscapesAreRefused(String value) {
        assertRefused("{\"a\":" + value + "}", "invalid JSON at ");
        assertRefused("{\"a\":" + value, "invalid JSON at ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\u0000\"",
                "\"\\u0000\"",
                "\"a\\u0000\"",
                "{\"\\u0000\":1}",
                "{\"\u0000\":1}",
                "\"\\\\\\u0000\""
            })
    void nulIsRefusedHoweverItIsWritten(String value) {
        assertRefused("[" + value + "]", "U+0000 cannot be stored");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\ud800",
                "\\udbff",
                "\\udc00",
                "\\uDFFF",
                "\\ude00\\ud83d",
                "\\ud83d\\ud83d\\ude00",
                "\\ud83dx",
                "\\ud83d\\n",
                "\\ud83d\\u0041",
                "\\ud83d \\ude00",
                "\\ud83d\\ude00\\ude00",
                "x\\ud83d",
                "\\ud83d\\\\ude00",
                "\\ud83d\uD83D\uDE00"
            })
    void halfOfASurrogatePairIsRefused(String content) {
        assertRefused("[\"" + content + "\"]", "half of a surrogate pair");
        assertRefused("{\"" + content + "\":1}", "half of a surrogate pair");
        assertRefused("[\"" + content + "\",\"\\ude00\"]", "half of a surrogate pair");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"\\ud83d\\ude00\"`                | `\"\uD83D\uDE00\"`",
                "`\"\\uD83D\\uDE00\\uD83D\\uDE00\"`  | `\"\uD83D\uDE00\uD83D\uDE00\"`",
                "`\"\uD83D\uDE00\"`                  | `\"\uD83D\uDE00\"`",
                "`\"\\\\ud800 \\\\u0000\"`           | `\"\\\\ud800 \\\\u0000\"`",
                "`\"}{][\\\"}{][,:\\\\\"`            | `\"}{][\\\"}{][,:\\\\\"`",
                "`{\"]\":\"[\",\"\\\"\":\"-\"}`      | `{\"]\":\"[\",\"\\\"\":\"-\"}`",
                "`\"\\\\\\\\\\\"\"`                  | `\"\\\\\\\\\\\"\"`",
                "`\"1e99999\"`                       | `\"1e99999\"`",
                "`\"\\/\\b\\f\\n\\r\\t\"`            | `\"/\\b\\f\\n\\r\\t\"`",
                "`\"\\u0001\u007f\u2028\uFFFF\"`     | `\"\\u0001\u007f\u2028\uFFFF\"`",
                "`\"\\u00e9\"`                       | `\"é\"`",
            })
    void stringsKeepTheirCharacters(String value, String expected) {
        assertThat(parse("[" + value + "]")).isEqualTo("[" + expected + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff",
                "c3",
                "c328",
                "80",
                "c080",
                "c1bf",
                "e08080",
                "e28228a1",
                "eda080",
                "edb080",
                "eda0bdedb880",
                "f0808080",
                "f4908080",
                "f888808080",
                "f09f98",
                "fe",
                "22c3"
            })
    void invalidAndOverlongUtf8IsRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex("5b22" + hex + "225d");

        assertThatThrownBy(() -> JsonText.parse(bytes))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("not valid UTF-8");
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
