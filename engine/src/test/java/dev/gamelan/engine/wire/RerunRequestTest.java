package dev.gamelan.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamelan.engine.json.Jsons;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RerunRequestTest {

    private static final JsonObject ORIGINAL = object(
            "{'id':'I','name':'inngest/function.invoked','data':{'a':1},'user':{'u':1},'meta':{'m':1},'ts':1700000000000}");

    @Test
    void nothingMeansAllOfItAgain() {
        assertThat(RerunRequest.parse(new byte[0])).isEqualTo(RerunRequest.PLAIN);
        assertThat(parse("{}")).isEqualTo(RerunRequest.PLAIN);
    }

    @Test
    void outputIsKeptAsItIsWritten() {
        assertThat(parse("{'from_step':{'step_id':'s','output':null}}").fromStep())
                .contains(new RerunRequest.FromStep("s", Optional.of("null")));
        assertThat(parse("{'from_step':{'step_id':'s'}}").fromStep())
                .contains(new RerunRequest.FromStep("s", Optional.empty()));
    }

    @Test
    void forceIsOffUnlessItIsGiven() {
        assertThat(parse("{}").force()).isFalse();
        assertThat(parse("{'force':false}").force()).isFalse();
        assertThat(parse("{'force':true}").force()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                  | the request must be an object
            {'step':1}                          | step is not known; there are event, force, from_step, request_id
            {'request_id':''}                   | request_id must be a text of 1 to 64 characters
            {'request_id':null}                 | request_id must be a text of 1 to 64 characters
            {'force':'yes'}                     | force must be true or false, is a string
            {'force':null}                      | force must be true or false, is null
            {'event':1}                         | event must be an object, is a number
            {'event':{'id':'x'}}                | event.id is not known; there are data, ts, user, v
            {'from_step':'s'}                   | from_step must be an object, is a string
            {'from_step':{'step_id':1}}         | from_step.step_id must be the step_id of a step
            {'from_step':{'step_id':'s','x':1}} | from_step.x is not known
            """)
    void whatIsWrongIsNamed(String body, String error) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(error);
    }

    @Test
    void anEditedEventKeepsTheRestOfIt() {
        IncomingEvent edited = RerunRequest.edited(ORIGINAL, object("{'data':{'b':2}}"));

        assertThat(edited.name()).isEqualTo("inngest/function.invoked");
        assertThat(edited.data()).isEqualTo("{\"b\":2}");
        assertThat(edited.user()).contains("{\"u\":1}");
        assertThat(edited.meta()).contains("{\"m\":1}");
        assertThat(edited.timestamp().orElseThrow().toEpochMilli()).isEqualTo(1_700_000_000_000L);
        assertThat(edited.externalId()).isEmpty();
        assertThat(edited.internalId()).isNotEqualTo("I");
    }

    @Test
    void anEditedEventIsCheckedLikeEveryOther() {
        assertThatThrownBy(() -> RerunRequest.edited(ORIGINAL, object("{'ts':'now'}")))
                .hasMessageContaining("event.ts must be a number");
    }

    private static RerunRequest parse(String json) {
        return RerunRequest.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject object(String json) {
        return Jsons.parse(json.replace('\'', '"')).asJsonObject();
    }
}
