package dev.gamelan.engine.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRequestTest {

    private static final Optional<String> SEED = Optional.of("1795353063123,lgg3a8wDPkS+Aw==");

    @Test
    void oneEventIsReadWithEverythingItHas() {
        String body = """
                {"id": "signup-1", "name": "app/user.signup", "data": {"userId": 1}, "user": {"email": "a@b"},
                 "meta": {"trace": []}, "v": "2026-01", "ts": 1795353063123, "unknown": [1, 2]}
                """;

        assertThat(EventRequest.parse(body.getBytes(UTF_8), SEED))
                .containsExactly(new IncomingEvent(
                        "01M81P3BPKJR43ETYC0CZ49FG4",
                        Optional.of("signup-1"),
                        "app/user.signup",
                        "{\"userId\":1}",
                        Optional.of("{\"email\":\"a@b\"}"),
                        Optional.of("{\"trace\":[]}"),
                        Optional.of("2026-01"),
                        Optional.of(Instant.ofEpochMilli(1795353063123L))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'a'}",
                "{'name':'a','id':null,'data':null,'user':null,'meta':null,'v':null,'ts':null}",
                "{'name':'a','id':'','data':{},'ts':0}"
            })
    void whatIsMissingNullOrZeroIsLeftOut(String body) {
        assertThat(EventRequest.parse(json(body), SEED))
                .containsExactly(new IncomingEvent(
                        "01M81P3BPKJR43ETYC0CZ49FG4",
                        Optional.empty(),
                        "a",
                        "{}",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void eventsOfAnArrayKeepTheirOrderAndAreNumberedFromOne() {
        List<IncomingEvent> events = EventRequest.parse(json("[{'name':'a'},{'name':'b'},{'name':'a'}]"), SEED);

        assertThat(events).extracting(IncomingEvent::name).containsExactly("a", "b", "a");
        assertThat(events)
                .extracting(IncomingEvent::internalId)
                .containsExactly(
                        "01M81P3BPKJR43ETYC0CZ49FG4", "01M81P3BPKJR43ETYC0CZ49FG5", "01M81P3BPKJR43ETYC0CZ49FG6");
        assertThat(EventRequest.parse(json("[]"), SEED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'name':'a'},{'name':''}]                   | events[1].name is empty",
                "[{'name':'a'},{'name':'a'},{}]               | events[2].name is missing",
                "[{'name':'a','ts':'now'},{}]                 | events[0].ts must be a number of milliseconds since 1970",
                "[{'name':'a','data':[]}]                     | events[0].data must be an object, is an array",
                "[{'name':'a'},1]                             | events[1] must be an object, is a number",
                "[null]                                       | events[0] must be an object, is null",
                "[[{'name':'a'}]]                             | events[0] must be an object, is an array",
                "{'name':''}                                  | name is empty",
                "null                                         | an event must be an object, is null",
                "1                                            | an event must be an object, is a number",
                "true                                         | an event must be an object, is a boolean",
                "'x'                                          | an event must be an object, is a string",
            })
    void messageSaysWhichEventIsBad(String body, String message) {
        assertRefused(json(body), 400, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " \r\n\t"})
    void emptyBodyIsRefused(String body) {
        assertRefused(json(body), 400, "the request has no body");
    }

    @Test
    void badSeedIsRefusedWithGoodEvents() {
        assertThatThrownBy(() -> EventRequest.parse(json("{'name':'a'}"), Optional.of("x")))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("x-inngest-event-id-seed");
    }

    @Test
    void requestHasAtMost5000Events() {
        assertThat(EventRequest.parse(events(5_000), SEED)).hasSize(5_000);
        assertRefused(events(5_001), 400, "the request has 5001 events; at most 5000");
    }

    @Test
    void requestHasAtMostFiveMebibytes() {
        String event = "{\"name\":\"a\"}";
        String longest = event + " ".repeat(5 * 1024 * 1024 - event.length());

        assertThat(EventRequest.parse(longest.getBytes(UTF_8), SEED)).hasSize(1);
        assertRefused((longest + " ").getBytes(UTF_8), 413, "the request is larger than 5242880 bytes");
    }

    @Test
    void halfADocumentIsNoDocument() {
        byte[] whole =
                json("[{'name':'größe','id':'1','data':{'a':[1.5e3,true,null,'\\ud83d\\ude00']},'ts':1795353063123}]");
        assertThat(EventRequest.parse(whole, SEED)).hasSize(1);

        for (int length = 0; length < whole.length; length++) {
            byte[] half = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> EventRequest.parse(half, SEED))
                    .as("the first %s bytes", half.length)
                    .isInstanceOf(InvalidEventException.class);
        }
    }

    private static byte[] events(int count) {
        return json("[" + String.join(",", Collections.nCopies(count, "{'name':'a'}")) + "]");
    }

    private static byte[] json(String quotedSingly) {
        return quotedSingly.replace('\'', '"').getBytes(UTF_8);
    }

    private static void assertRefused(byte[] body, int status, String message) {
        assertThatThrownBy(() -> EventRequest.parse(body, SEED))
                .isInstanceOfSatisfying(
                        InvalidEventException.class, e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageStartingWith(message);
    }
}
