package dev.gamelan.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepStatus;
import dev.gamelan.engine.trace.Attempt;
import dev.gamelan.engine.trace.TracedRun;
import dev.gamelan.engine.trace.Turn;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunDocumentTest {

    private static final String RUN = "01M824G29FD94V413BGP76GVKG";
    private static final String EVENT = "01M824G29FD94V413BGP76GVKH";

    private static final JsonObject DOCUMENT = object("""
            {"format": "gamelan-run", "version": 1, "exported_at": "2026-01-31T12:00:00Z", "gamelan_version": "1.0",
             "run": {"run_id": "%1$s", "function_id": "pay", "event_id": "%2$s", "status": "Failed", "attempt": 3,
               "queued_at": "2026-01-31T11:00:00.123456Z", "run_started_at": null, "ended_at": "2026-01-31T11:30:00Z",
               "error": {"name": "E", "message": "line\\nline", "stack": "at"}, "of_the_future": 1},
             "event": {"internal_id": "%2$s", "received_at": "2026-01-31T11:00:00Z", "id": "mine", "name": "shop/paid",
               "data": {"a": 1}, "ts": 1700000000000, "v": "2"},
             "parent": {"run_id": "%2$s", "step_id": "p1"},
             "last_turn": {"due_at": "2026-01-31T11:29:00Z", "claimed_at": "2026-01-31T11:29:01Z", "lacked_room": true},
             "steps": [
               {"step_id": "k1", "name": "first", "index": 0, "kind": "run", "status": "Completed", "attempt": 0,
                "output": null, "took_micros": 5, "recorded_at": "2026-01-31T11:10:00Z"},
               {"step_id": "k2", "name": "night", "index": 1, "kind": "sleep", "status": "Waiting", "attempt": 0,
                "until": "2026-02-01T00:00:00Z", "took_micros": 0, "recorded_at": "2026-01-31T11:11:00Z", "path": "data.id",
                "began_at": "2026-01-31T11:10:59Z", "orphaned": true,
                "turn": {"due_at": "2026-01-31T11:10:00Z", "claimed_at": "2026-01-31T11:10:01Z"}}],
             "attempts": [
               {"step_id": "k1", "attempt": 0, "outcome": "failed", "started_at": "2026-01-31T11:09:00Z",
                "ended_at": "2026-01-31T11:09:01Z", "next_at": "2026-01-31T11:10:00Z",
                "error": {"name": "E", "message": "m", "stack": ""}},
               {"attempt": 1, "outcome": "passed_on", "started_at": "2026-01-31T11:29:01Z", "ended_at": "2026-01-31T11:30:00Z"}],
             "function": {"id": "pay", "retries": 3}}
            """.formatted(RUN, EVENT));

    @Test
    void readsAllOfIt() {
        RunDocument document = parse(DOCUMENT);

        assertThat(document.exportedAt()).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
        assertThat(document.run().id()).isEqualTo(RUN);
        assertThat(document.run().status()).isEqualTo(RunStatus.FAILED);
        assertThat(document.run().queuedAt()).isEqualTo(Instant.parse("2026-01-31T11:00:00.123456Z"));
        assertThat(document.run().startedAt()).isEmpty();
        assertThat(document.run().output()).isEmpty();
        assertThat(document.run().error().orElseThrow().message()).isEqualTo("line\nline");
        assertThat(document.event().orElseThrow().externalId()).contains("mine");
        assertThat(document.event().orElseThrow().data()).isEqualTo("{\"a\":1}");
        assertThat(document.steps()).extracting(RunDocument.Step::kind).containsExactly(StepKind.RUN, StepKind.SLEEP);
        assertThat(document.steps().get(0).output()).contains("null");
        assertThat(document.steps().get(1).output()).isEmpty();
        assertThat(document.steps().get(1).status()).isEqualTo(StepStatus.WAITING);
        assertThat(document.function()).contains("{\"id\":\"pay\",\"retries\":3}");
        assertThat(document.run().parent()).contains(new TracedRun.Parent(EVENT, "p1"));
        assertThat(document.run().lastTurn()).contains(turn("2026-01-31T11:29:00Z", "2026-01-31T11:29:01Z", true));
        RunDocument.Step night = document.steps().get(1);
        assertThat(night.path()).contains("data.id");
        assertThat(night.beganAt()).contains(Instant.parse("2026-01-31T11:10:59Z"));
        assertThat(night.turn()).contains(turn("2026-01-31T11:10:00Z", "2026-01-31T11:10:01Z", false));
        assertThat(night.orphaned()).isTrue();
        assertThat(document.steps().get(0).orphaned()).isFalse();
    }

    @Test
    void readsAttempts() {
        assertThat(parse(DOCUMENT).attempts())
                .containsExactly(
                        new Attempt(
                                "k1",
                                0,
                                Attempt.Outcome.FAILED,
                                Instant.parse("2026-01-31T11:09:00Z"),
                                Instant.parse("2026-01-31T11:09:01Z"),
                                Optional.of(Instant.parse("2026-01-31T11:10:00Z")),
                                Optional.of(new RunError("E", "m", "")),
                                Optional.empty()),
                        new Attempt(
                                Attempt.OF_FUNCTION,
                                1,
                                Attempt.Outcome.PASSED_ON,
                                Instant.parse("2026-01-31T11:29:01Z"),
                                Instant.parse("2026-01-31T11:30:00Z"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
    }

    @Test
    void documentsOfEarlierVersionsHaveNoAttempts() {
        JsonObject earlier = Jsons.object(DOCUMENT)
                .remove("attempts")
                .remove("parent")
                .remove("last_turn")
                .build();

        RunDocument document = parse(earlier);

        assertThat(document.attempts()).isEmpty();
        assertThat(document.run().parent()).isEmpty();
        assertThat(document.run().lastTurn()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /exported_at        | "2026-12-31T00:00:00.001Z"   | exported_at must be of 2026-12-31T00:00:00Z at the latest, is of 2026-12-31T00:00:00.001Z
            /run/run_id         | "7ZZZZZZZZZZZZZZZZZZZZZZZZZ" | run.run_id must be of 2026-12-31T00:00:00Z at the latest, is of +10889-08-02T05:31:50.655Z: lists are in the order of ids
            /run/queued_at      | "2027-01-31T11:00:00Z"       | run.queued_at must be of
            /run/run_started_at | "2027-01-31T11:00:00Z"       | run.run_started_at must be of
            /run/ended_at       | "9998-01-31T11:00:00Z"       | run.ended_at must be of
            /event/received_at  | "2027-01-31T11:00:00Z"       | event.received_at must be of
            """)
    void namesWhatIsAheadOfNow(String pointer, String value, String message) {
        Instant latest = Instant.parse("2026-12-31T00:00:00Z");

        assertThat(parse(DOCUMENT).tooLate(latest)).isEmpty();
        assertThat(parse(with(pointer, value).document).tooLate(latest).orElseThrow())
                .startsWith(message);
    }

    private static Turn turn(String due, String claimed, boolean lackedRoom) {
        return new Turn(Instant.parse(due), Instant.parse(claimed), lackedRoom);
    }

    @Test
    void theEventAndTheFunctionMayBeGone() {
        RunDocument document = parse(with("/event", "null").apply("/function", "null"));

        assertThat(document.event()).isEqualTo(Optional.empty());
        assertThat(document.function()).isEmpty();
    }

    @Test
    void anEventWithoutAnIdOfItsSenderHasNone() {
        assertThat(parse(with("/event/id", '"' + EVENT + '"').document)
                        .event()
                        .orElseThrow()
                        .externalId())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /format                | "other"                | format must be "gamelan-run", is a string
            /format                | null                   | format must be "gamelan-run"
            /version               | 2                      | version must be a whole number from 1 to 1, is a number
            /exported_at           | 5                      | exported_at must be a time such as 2026-01-31T12:00:00Z (RFC 3339), is a number
            /run                   | []                     | run must be an object, is an array
            /run/run_id            | "5"                    | run.run_id must be an id of 26 characters (ULID, upper case), is a string
            /run/function_id       | ""                     | run.function_id must be a text
            /run/event_id          | null                   | run.event_id must be an id
            /run/status            | "Done"                 | run.status must be one of Queued, Running, Waiting, NeedsAttention, Completed, Failed, Cancelled
            /run/status            | "Waiting"              | run.ended_at must be missing while the run is Waiting
            /run/ended_at          | null                   | run.ended_at must be a time
            /run/attempt           | -1                     | run.attempt must be a whole number from 0 to
            /run/attempt           | 1.5                    | run.attempt must be a whole number
            /run/attempt           | 99999999999999999999   | run.attempt must be a whole number
            /run/queued_at         | "1969-01-01T00:00:00Z" | run.queued_at must be a time
            /run/error             | "bad"                  | run.error must be an object, is a string
            /run/error/name        | null                   | run.error.name must be a text
            /event                 | 1                      | event must be an object, is a number
            /event/internal_id     | "01M824G29FD94V413BGP76GVKG" | event.internal_id must be run.event_id, 01M824G29FD94V413BGP76GVKH
            /event/data            | 1                      | event.data must be an object, is a number
            /event/ts              | "now"                  | event.ts must be a whole number
            /event/name            | ""                     | event.name must be a text
            /steps                 | {}                     | steps must be an array of at most 1000 objects, is an object
            /steps/1               | 5                      | steps[1] must be an object, is a number
            /steps/1/kind          | "dance"                | steps[1].kind must be one of run, sleep,
            /steps/1/status        | "waiting"              | steps[1].status must be one of Waiting, Retrying
            /steps/1/step_id       | "k1"                   | steps[1].step_id must be that of one step only
            /steps/0/recorded_at   | null                   | steps[0].recorded_at must be a time
            /steps/0/took_micros   | true                   | steps[0].took_micros must be a whole number
            /attempts              | {}                     | attempts must be an array of at most 30000 objects, is an object
            /attempts/0/outcome    | "lucky"                | attempts[0].outcome must be one of failed, passed_on, lost, released
            /attempts/1/ended_at   | null                   | attempts[1].ended_at must be a time
            /last_turn/claimed_at  | null                   | last_turn.claimed_at must be a time
            /last_turn/lacked_room | 5                      | last_turn.lacked_room must be true or false, is a number
            /parent/run_id         | null                   | parent.run_id must be an id
            /steps/1/turn          | []                     | steps[1].turn must be an object, is an array
            /function              | 5                      | function must be an object, is a number
            """)
    void namesWhatIsWrong(String pointer, String value, String message) {
        assertThatThrownBy(() -> parse(with(pointer, value).document))
                .isInstanceOfSatisfying(
                        InvalidEventException.class, e -> assertThat(e.status()).isEqualTo(400))
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "5"})
    void anythingElseIsNoDocument(String body) {
        assertThatThrownBy(() -> RunDocument.parse(body.getBytes(StandardCharsets.UTF_8)))
                .hasMessageStartingWith("the request must be a document such as GET /v1/runs/{id}/export answers");
    }

    @Test
    void resultsHaveALimit() {
        String large = '"' + "x".repeat(4 * 1024 * 1024) + '"';

        assertThatThrownBy(() -> parse(with("/steps/0/output", large).document))
                .hasMessageStartingWith("steps[0].output must have at most 4194304 characters as JSON, has 4194306");
    }

    @Test
    void aDocumentHasALimit() {
        assertThatThrownBy(() -> RunDocument.parse(new byte[RunDocument.MAX_BYTES + 1]))
                .isInstanceOfSatisfying(
                        InvalidEventException.class, e -> assertThat(e.status()).isEqualTo(413));
    }

    /** The document with another value somewhere. */
    private record Changed(JsonObject document) {

        JsonObject apply(String pointer, String value) {
            return JsonProvider.provider()
                    .createPointer(pointer)
                    .replace(document, value(value))
                    .asJsonObject();
        }
    }

    private static Changed with(String pointer, String value) {
        return new Changed(new Changed(DOCUMENT).apply(pointer, value));
    }

    private static JsonValue value(String json) {
        return Jsons.parse(json);
    }

    private static RunDocument parse(JsonObject document) {
        return RunDocument.parse(document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject object(String json) {
        return Jsons.parse(json).asJsonObject();
    }
}
