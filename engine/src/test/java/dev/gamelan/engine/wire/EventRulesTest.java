package dev.gamelan.engine.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRulesTest {

    static Stream<Arguments> wrongTypes() {
        return Stream.of("name", "id", "v", "data", "user", "meta", "ts").flatMap(member -> {
            String rule = Stream.of("name", "id", "v").anyMatch(member::equals)
                    ? "must be a string"
                    : member.equals("ts") ? "must be a number" : "must be an object";
            return Stream.of(
                            "an array []",
                            "an object {}",
                            "a string \"x\"",
                            "a number 1",
                            "a boolean true",
                            "a boolean false")
                    .filter(value -> !value.startsWith(rule.replace("must be ", "")))
                    .map(value -> value.split(" (?=\\S+$)"))
                    .map(value -> Arguments.of(member, value[1], rule, "is " + value[0]));
        });
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void memberOfAnotherTypeIsRefused(String member, String value, String rule, String is) {
        String others = member.equals("name") ? "" : ",\"name\":\"a\"";

        assertRefused("{\"" + member + "\":" + value + others + "}", 400, member + " " + rule, is);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                          | name is missing",
                "{\"name\":null}             | name is missing",
                "{\"Name\":\"a\"}            | name is missing",
                "{\"name\":\"\"}             | name is empty",
                "{\"name\":\" \"}            | name is empty",
                "{\"name\":\"\\u2003\"}      | name is empty",
                "{\"name\":\"a\\nb\"}        | name contains a control character",
                "{\"name\":\"a\\u0001\"}     | name contains a control character",
                "{\"name\":\"a\\u007f\"}     | name contains a control character",
                "{\"name\":\"a\\u0085\"}     | name contains a control character",
            })
    void eventNeedsAPrintableName(String event, String message) {
        assertRefused(event, 400, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inngest/", "inngest/function.failed", "INNGEST/x", "InnGest/x", "inngesT/x"})
    void reservedNamesAreRefusedInAnyCase(String name) {
        assertRefused(named(name), 400, "name is reserved for internal use: " + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"inngest", "inngest.x", "inngestion/x", "my/inngest/x", "a b", "größe", "\uD83D\uDE00", "app/*"})
    void otherNamesAreNot(String name) {
        assertThat(check(named(name)).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"name, 512", "id, 255", "v, 255"})
    void textsHaveTheirLengthInUtf16Units(String member, int limit) {
        String others = member.equals("name") ? "" : ",\"name\":\"a\"";
        String format = "{\"" + member + "\":\"%s\"" + others + "}";

        assertThat(check(format.formatted("ü".repeat(limit)))).isNotNull();
        assertThat(check(format.formatted("\uD83D\uDE00".repeat(limit / 2)))).isNotNull();
        String message = member + " has %s characters; at most " + limit + " are accepted";
        assertRefused(format.formatted("ü".repeat(limit + 1)), 400, message.formatted(limit + 1));
        assertRefused(
                format.formatted("\uD83D\uDE00".repeat(limit / 2 + 1)), 400, message.formatted((limit / 2 + 1) * 2));
    }

    @ParameterizedTest
    @CsvSource({
        "315532800000,            1980-01-01T00:00:00Z",
        "315532800000.0,          1980-01-01T00:00:00Z",
        "4102444799999,           2099-12-31T23:59:59.999Z",
        "1795353063123,           2026-11-22T13:11:03.123Z",
        "1795353063123.999,       2026-11-22T13:11:03.123Z",
        "1.795353063123e12,       2026-11-22T13:11:03.123Z",
        "1795353063123000e-3,     2026-11-22T13:11:03.123Z",
        "0,    ",
        "-0,   ",
        "0.0,  ",
        "0e9, "
    })
    void timeIsInMillisecondsAndZeroMeansNow(String ts, Instant expected) {
        assertThat(check(at(ts)).timestamp()).isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "315532799999",
                "315532799999.9",
                "4102444800000",
                "4102444800000.5",
                "1",
                "-1",
                "-0.5",
                "0.5",
                "-315532800000",
                "-1795353063123",
                "1795353063",
                "1795353063123000",
                "9223372036854775807",
                "9223372036854775808",
                "18446746868862614739",
                "1e400",
                "-1e400",
                "1e9999"
            })
    void timeOutside1980To2100IsRefused(String ts) {
        assertRefused(at(ts), 400, "ts must lie between the years 1980 and 2100");
    }

    @Test
    void reservedMemberIsTakenOutOfDataAndNothingElse() {
        assertThat(check("{\"name\":\"a\",\"data\":{\"a\":1,\"_inngest\":{\"x\":1},\"b\":{\"_inngest\":2}}}")
                        .data())
                .isEqualTo("{\"a\":1,\"b\":{\"_inngest\":2}}");
        assertThat(check("{\"name\":\"a\",\"data\":{\"_inngest\":null}}").data())
                .isEqualTo("{}");
    }

    @Test
    void dataSurvivesToTheLetter() {
        String data = "{\"z\":9007199254740993,\"a\":[1.10,\"}{\\\"\\\\\",{\"é\":\"\uD83D\uDE00\"}],\"\":null}";

        assertThat(check("{\"name\":\"a\",\"data\":" + data + "}").data()).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "user", "meta"})
    void eventHasAtMost512KibibytesOfUtf8(String member) {
        // {"x":""} are 8 bytes; data, when it is absent, counts as {}.
        int room = 512 * 1024 - 8 - (member.equals("data") ? 0 : 2);
        String format = "{\"name\":\"a\",\"" + member + "\":{ \"x\" : \"%s\" }}";

        assertThat(check(format.formatted("x".repeat(room)))).isNotNull();
        assertThat(check(format.formatted("é".repeat(room / 2)))).isNotNull();
        assertRefused(format.formatted("x".repeat(room + 1)), 413, "has 524289 bytes as JSON; at most 524288");
        assertRefused(format.formatted("é".repeat(room / 2 + 1)), 413, "has 524290 bytes as JSON");
    }

    @Test
    void dataUserAndMetaShareTheLimit() {
        String format =
                "{\"name\":\"a\",\"data\":{\"x\":\"%1$s\"},\"user\":{\"x\":\"%1$s\"},\"meta\":{\"x\":\"%1$s%2$s\"}}";
        String third = "x".repeat((512 * 1024 - 3 * 8) / 3);
        String rest = "x".repeat((512 * 1024 - 3 * 8) % 3);

        assertThat(check(format.formatted(third, rest))).isNotNull();
        assertRefused(format.formatted(third, rest + "x"), 413, "has 524289 bytes");
    }

    private static String named(String name) {
        return "{\"name\":\"" + name + "\"}";
    }

    private static String at(String ts) {
        return "{\"name\":\"a\",\"ts\":" + ts + "}";
    }

    private static IncomingEvent check(String event) {
        return new EventRules(JsonText.parse(event.getBytes(UTF_8)).asJsonObject(), "").check("ID");
    }

    private static void assertRefused(String event, int status, String... messages) {
        assertThatThrownBy(() -> check(event)).isInstanceOfSatisfying(InvalidEventException.class, e -> {
            assertThat(e.status()).isEqualTo(status);
            assertThat(e.getMessage()).contains(messages);
        });
    }
}
