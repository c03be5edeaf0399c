package dev.gamelan.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1             | 1.0",
                "1             | 1e0",
                "100           | 1e2",
                "0             | 0.00",
                "0.1           | 0.10",
                "123456789012345678901234567890 | 123456789012345678901234567890",
                "\"u1\"        | \"u1\"",
                "\"\\u0061\"   | \"a\"",
                "true          | true",
                "[1,2]         | [1,2]"
            })
    void equalValuesMeet(String one, String other) {
        assertThat(topic(one)).isPresent().isEqualTo(topic(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1      | \"1\"",
                "1      | 2",
                "\"a\"  | \"A\"",
                "\"a\"  | \"a \"",
                "true   | \"true\"",
                "true   | false",
                "\"\"   | 0",
                "123456789012345678901234567890 | 123456789012345678901234567891",
                "[1,2]  | \"[1,2]\"",
                "[1,2]  | [2,1]"
            })
    void otherValuesDoNot(String one, String other) {
        assertThat(topic(one)).isPresent().isNotEqualTo(topic(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"data\":null}", "{\"data\":{}}", "{\"data\":{\"id\":null}}", "{\"data\":\"id\"}"})
    void whatIsMissingOrNullMatchesNothing(String event) {
        assertThat(Topic.ofEvent("a/b", "data.id", json(event))).isEmpty();
    }

    @Test
    void pathsGoDeep() {
        JsonObject event = json("{\"data\":{\"order\":{\"id\":7}},\"name\":\"a/b\",\"id\":\"e1\"}");

        assertThat(Topic.ofEvent("a/b", "data.order.id", event)).isPresent();
        assertThat(Topic.ofEvent("a/b", "data.order.id.x", event)).isEmpty();
        assertThat(Topic.ofEvent("a/b", "id", event)).isPresent();
        assertThat(Topic.ofEvent("a/b", "data.order", event)).isPresent();
    }

    @Test
    void namesAndPathsAreKeptApart() {
        JsonObject event = json("{\"data\":{\"id\":7,\"other\":7}}");
        Optional<String> topic = Topic.ofEvent("a/b", "data.id", event);

        assertThat(topic).isNotEqualTo(Topic.ofEvent("a/c", "data.id", event));
        assertThat(topic).isNotEqualTo(Topic.ofEvent("a/b", "data.other", event));
        assertThat(topic).isNotEqualTo(Topic.ofEvent("a/b", Topic.ANY, event));
        assertThat(Topic.ofEvent("a/b", Topic.ANY, event)).isEqualTo(Topic.ofEvent("a/b", Topic.ANY, json("{}")));
    }

    @Test
    void aTopicFitsIntoAnIndex() {
        assertThat(topic("\"" + "x".repeat(100_000) + "\"").orElseThrow()).matches("[0-9a-f]{40}");
    }

    @Test
    void matchingDataContainsTheNeedle() {
        JsonObject event = json("{\"data\":{\"id\":\"a \\\"b\\\" ü\"},\"user\":{\"id\":\"u\"}}");

        String needle = Topic.needle("data.id", event).orElseThrow();

        assertThat(event.getJsonObject("data").toString()).contains(needle);
        assertThat(Topic.needle("user.id", event)).isEmpty();
        assertThat(Topic.needle("data.id", json("{\"data\":{\"id\":1.0}}"))).isEmpty();
        assertThat(Topic.needle("data.id", json("{\"data\":{}}"))).isEmpty();
    }

    private static Optional<String> topic(String value) {
        return Topic.ofEvent("a/b", "data.id", json("{\"data\":{\"id\":" + value + "}}"));
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }
}
